import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { locatorKey } from '@converge/redis';
import { until, type Bench } from './testing/bench.js';
import { createRedriveBench, type RedriveBench } from './testing/redrive-bench.js';

let here: RedriveBench;
let worker: ReturnType<Bench['worker']> | undefined;

beforeAll(async () => {
  here = await createRedriveBench();
});
beforeEach(() => here.clear());
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
afterAll(() => here?.close());

const [ann, ben] = [newId(), newId()];

describe('discarding', () => {
  test('forgets the letter and what it left in its chat; a resend makes the message anew', async () => {
    const chat = await here.group(ann, ben);
    const key = newId();
    const message = await here.send(chat.id, ann, 'never', key);
    await here.bury(here.accepted.at(-1)!, 'because');
    const [letter] = await here.letters();
    const told: string[][] = [];
    const outcome = await here.redrive.discard([letter!.id, 'dead-and-gone'], (...one) => told.push(one));
    expect(outcome).toEqual({ done: [letter!.id], unknown: ['dead-and-gone'] });
    expect(told).toEqual([[letter!.id, 'because']]);
    expect(await here.letters()).toEqual([]);
    expect(await here.marks(chat.id)).toMatchObject({ dead: [] });
    expect(await here.hotRows(chat.id)).toEqual([]);
    expect(await here.send(chat.id, ann, 'never', key)).toMatchObject({ seq: message.seq + 1 });
  });

  test('leaves alone what is being redriven: it is still pending, and shown', async () => {
    const chat = await here.group(ann, ben);
    const message = await here.send(chat.id, ann, 'hello');
    await here.bury(here.accepted.at(-1)!, 'because');
    const [letter] = await here.letters();
    const told: string[][] = [];
    let outcome: unknown;
    here.hooks.beforeEnqueued = async () => {
      outcome = await here.redrive.discard([letter!.id], (...one) => void told.push(one));
    };
    expect((await here.redrive.redrive([letter!.id])).done).toEqual([letter!.id]);
    expect(outcome).toEqual({ done: [], unknown: [letter!.id] });
    expect(told).toEqual([]);
    expect(await here.marks(chat.id)).toEqual({ pending: ['m:1'], dead: [] });
    expect(await here.hotRows(chat.id)).toEqual([[1, message.id, 'hello']]);
    expect(await here.letters()).toEqual([]);
  });

  test('of a message with an edit that is still to be stored leaves the message, and whoever edits it finds its chat', async () => {
    const chat = await here.group(ann, ben);
    const message = await here.send(chat.id, ann, 'at first');
    await here.bury(here.accepted.pop()!, 'because');
    await here.edit(chat.id, ann, message.id, 'edited');
    const [letter] = await here.letters();
    await here.redrive.discard([letter!.id], () => undefined);
    expect(await here.hotRows(chat.id)).toEqual([[1, message.id, 'edited']]);
    expect(await here.bench.redis.get(locatorKey(message.id))).toBe(chat.id);
    expect(await here.letters()).toEqual([]);
  });

  test('of an edit leaves the message as Postgres has it', async () => {
    const chat = await here.group(ann, ben);
    worker = here.bench.worker();
    worker.start();
    const message = await here.send(chat.id, ann, 'as it was');
    await here.storeAccepted();
    await until(async () => (await here.rows(chat.id)).length === 1);
    await here.edit(chat.id, ann, message.id, 'never');
    await here.bury(here.accepted.pop()!, 'because');
    const [letter] = await here.letters();
    await here.redrive.discard([letter!.id], () => undefined);
    expect(await here.hotRows(chat.id)).toEqual([[1, message.id, 'as it was']]);
  });
});
