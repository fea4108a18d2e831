import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { ACTIVE_CHATS_KEY, rescueStuck } from '@converge/redis';
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

function startWorker(): void {
  worker = here.bench.worker();
  worker.start();
}

const [ann, ben] = [newId(), newId()];

describe('redriving', () => {
  afterEach(() => here.refuse(null));

  test('what could not be stored is stored once the cause is gone: its listeners hear so, its letter is gone', async () => {
    const chat = await here.group(ann, ben);
    await here.refuse('never this');
    startWorker();
    const message = await here.send(chat.id, ann, 'never this');
    await here.storeAccepted();
    const [letter] = await here.untilLetters(1);
    expect(letter).toMatchObject({
      ...{ lane: 'messages', type: 'MessageAdded', chatId: chat.id, revision: message.revision },
      reason: expect.stringContaining('(23514)'),
    });
    expect(JSON.stringify(letter)).not.toContain('never this');
    await until(async () => (await here.marks(chat.id)).dead.length === 1);
    expect((await here.marks(chat.id)).pending).toEqual([]);

    await here.refuse(null);
    const heard = await here.listen(chat.id);
    expect(await here.redrive.redrive([letter!.id, 'dead-and-gone'])).toEqual({
      done: [letter!.id],
      unknown: ['dead-and-gone'],
    });
    await until(async () => heard.persisted.includes(message.id));
    expect(await here.rows(chat.id)).toEqual([[1, message.id, 'never this']]);
    expect(await here.letters()).toEqual([]);
    expect(await here.marks(chat.id)).toEqual({ pending: [], dead: [] });
    expect(await here.redrive.redrive([letter!.id])).toEqual({ done: [], unknown: [letter!.id] });
    heard.leave();
  });

  test('what can still not be stored comes back with the new reason, once', async () => {
    const chat = await here.group(ann, ben);
    await here.refuse('never this', 'refused_at_first');
    startWorker();
    await here.send(chat.id, ann, 'never this');
    await here.storeAccepted();
    const [letter] = await here.untilLetters(1);
    await here.refuse('never this', 'refused_again');
    await here.redrive.redrive([letter!.id]);
    await until(async () => (await here.letters())[0]?.reason.includes('refused_again') ?? false);
    expect(await here.letters()).toHaveLength(1);
    await until(async () => (await here.marks(chat.id)).dead.length === 1);
    expect((await here.marks(chat.id)).pending).toEqual([]);
  });

  test('a letter that is buried again while it is redriven stays in the list', async () => {
    const chat = await here.group(ann, ben);
    const message = await here.send(chat.id, ann, 'hello');
    const event = here.accepted.at(-1)!;
    await here.bury(event, 'at first');
    const [letter] = await here.letters();
    // As a worker that is quicker than the redrive: it has failed before the letter is taken out.
    here.hooks.beforeEnqueued = () => here.bury(event, 'again');
    await here.redrive.redrive([letter!.id]);
    expect(await here.letters()).toMatchObject([{ id: letter!.id, reason: 'again' }]);
    expect(await here.marks(chat.id)).toMatchObject({ dead: [`m:${message.seq}`] });
  });

  test('from the moment it is redriven it is pending: rescue would find it, whatever becomes of the job', async () => {
    const chat = await here.group(ann, ben);
    await here.send(chat.id, ann, 'hello');
    await here.bury(here.accepted.pop()!, 'never');
    const [letter] = await here.letters();
    await here.redrive.redrive([letter!.id]);
    await here.forgetJobs();
    worker = here.bench.worker({ rescueAfterMs: 50 });
    worker.start();
    await until(async () => (await here.rows(chat.id)).length === 1);
  });

  test('it is pending since now: however long it was dead, rescue does not take it for stuck', async () => {
    const chat = await here.group(ann, ben);
    await here.send(chat.id, ann, 'hello');
    await here.bury({ ...here.accepted.pop()!, at: '2026-01-01T00:00:00.000Z' }, 'never');
    const [letter] = await here.letters();
    await here.redrive.redrive([letter!.id]);
    expect(await here.marks(chat.id)).toEqual({ pending: ['m:1'], dead: [] });
    await here.forgetJobs();
    const { redis, queues } = here.bench;
    const rescued = await rescueStuck({ redis, queueRedis: redis, queues, afterMs: 60_000 });
    expect(rescued.messages).toBe(0);
  });

  test('where it fails midway, what was redriven before was told', async () => {
    const chat = await here.group(ann, ben);
    for (const content of ['one', 'two']) await here.send(chat.id, ann, content);
    for (const event of here.accepted.slice(-2)) await here.bury(event, 'because');
    const [second, first] = await here.letters();
    const told: string[][] = [];
    here.hooks.beforeEnqueued = async () => {
      if (told.length > 0) throw new Error('away');
    };
    const ids = [second!.id, first!.id];
    await expect(here.redrive.redrive(ids, undefined, (...one) => void told.push(one))).rejects.toMatchObject(
      { code: 'UNAVAILABLE' },
    );
    expect(told).toEqual([[first!.id, 'because']]);
    expect((await here.letters()).map(({ id }) => id)).toEqual([second!.id]);
  });

  test('what does not say of which chat it is goes to its lane all the same, and makes no chat active', async () => {
    await here.bury({ type: 'MessagesRead', cursor: { userId: ann } } as never, 'malformed');
    const [letter] = await here.letters();
    expect((await here.redrive.redrive([letter!.id])).done).toEqual([letter!.id]);
    expect(await here.bench.queues.messages.getWaitingCount()).toBe(1);
    expect(await here.bench.redis.exists(ACTIVE_CHATS_KEY)).toBe(0);
  });
});

test('a message that Redis forgot when it was killed takes the next place, before another gets its seq', async () => {
  const chat = await here.group(ann, ben);
  const { event, message } = await here.sendAndForget(chat.id, ann, 'forgotten');
  await here.bury(event, 'because');
  const [letter] = await here.letters();
  here.accepted.length = 0;
  await here.redrive.redrive([letter!.id]);
  expect(here.accepted).toMatchObject([{ type: 'MessageAdded', message: { id: message.id, seq: 1 } }]);
  const next = await here.send(chat.id, ben, 'next');
  expect(await here.hotRows(chat.id)).toEqual([
    [1, message.id, 'forgotten'],
    [2, next.id, 'next'],
  ]);
});

describe('a message whose seq was given again, after Redis was killed and forgot it', () => {
  test('goes to the end of the chat when it is redriven, and is told like a new one; asked again nothing more happens', async () => {
    const chat = await here.group(ann, ben);
    startWorker();
    await here.storeAccepted();
    const { event: late, message: forgotten } = await here.sendAndForget(chat.id, ann, 'forgotten');
    const there = await here.send(chat.id, ben, 'has the seq now');
    expect(there.seq).toBe(forgotten.seq);
    await here.storeAccepted();
    await until(async () => (await here.rows(chat.id)).length === 1);
    await here.bench.enqueue([late]);
    const [letter] = await here.untilLetters(1);
    expect(letter!.reason).toContain('messages_chat_seq');

    const heard = await here.listen(chat.id);
    expect((await here.redrive.redrive([letter!.id])).done).toEqual([letter!.id]);
    expect(here.accepted).toMatchObject([
      { type: 'MessageAdded', message: { id: forgotten.id, seq: 2, content: 'forgotten' } },
    ]);
    await here.storeAccepted();
    await until(async () => heard.persisted.includes(forgotten.id));
    expect(heard.added).toEqual([forgotten.id]);
    const expected = [
      [1, there.id, 'has the seq now'],
      [2, forgotten.id, 'forgotten'],
    ];
    expect(await here.rows(chat.id)).toEqual(expected);
    expect(await here.hotRows(chat.id)).toEqual(expected);
    expect(await here.letters()).toEqual([]);

    await here.bury(late, 'the letter was not taken out: killed');
    expect((await here.redrive.redrive([letter!.id])).done).toEqual([letter!.id]);
    expect(here.accepted).toEqual([]);
    expect(await here.letters()).toEqual([]);
    expect(await here.send(chat.id, ann, 'next')).toMatchObject({ seq: 3 });
    heard.leave();
  });

  test('an edit of it that died too is not lost', async () => {
    const chat = await here.group(ann, ben);
    await here.storeAccepted();
    const dead = await here.sendAndForget(chat.id, ann, 'forgotten', { edited: 'edited' });
    await here.send(chat.id, ben, 'has the seq now');
    for (const event of [dead.edition!, dead.event]) await here.bury(event, 'its seq is taken');
    const letters = await here.letters();
    here.accepted.length = 0;
    await here.redrive.redrive(letters.map(({ id }) => id));
    expect(here.accepted.map(({ type }) => type)).toEqual(['MessageAdded', 'MessageUpdated']);
    expect((await here.hotRows(chat.id)).at(-1)).toEqual([2, dead.message.id, 'edited']);
  });

  test('is put back in its place where the other one, that Redis knows, was refused: that one goes to the end', async () => {
    const chat = await here.group(ann, ben);
    startWorker();
    await here.storeAccepted();
    const { event: late, message: forgotten } = await here.sendAndForget(chat.id, ann, 'forgotten');
    const known = await here.send(chat.id, ben, 'has the seq now');
    await here.bench.enqueue([late]);
    await until(async () => (await here.rows(chat.id)).length === 1);
    await here.storeAccepted();
    const [letter] = await here.untilLetters(1);
    await until(async () => (await here.marks(chat.id)).dead.length === 1);

    await here.redrive.redrive([letter!.id]);
    await here.storeAccepted();
    await until(async () => (await here.rows(chat.id)).length === 2);
    const expected = [
      [1, forgotten.id, 'forgotten'],
      [2, known.id, 'has the seq now'],
    ];
    expect(await here.rows(chat.id)).toEqual(expected);
    expect(await here.hotRows(chat.id)).toEqual(expected);
    await until(async () => (await here.marks(chat.id)).pending.length === 0);
    expect((await here.marks(chat.id)).dead).toEqual([]);
  });

  test.each(['forgotten', 'known'])(
    'is not doubled if its author has sent it again meanwhile: the %s one was refused',
    async (refused) => {
      const chat = await here.group(ann, ben);
      startWorker();
      await here.storeAccepted();
      const key = newId();
      const { event: late, message: first } = await here.sendAndForget(chat.id, ann, 'once', { key });
      const again = await here.send(chat.id, ann, 'once', key);
      const stays = refused === 'forgotten' ? again : first;
      if (refused === 'known') await here.bench.enqueue([late]);
      else await here.storeAccepted();
      await until(async () => (await here.rows(chat.id)).length === 1);
      if (refused === 'known') await here.storeAccepted();
      else await here.bench.enqueue([late]);
      const [letter] = await here.untilLetters(1);
      await here.redrive.redrive([letter!.id]);
      await here.storeAccepted();
      expect(await here.letters()).toEqual([]);
      expect(await here.hotRows(chat.id)).toEqual([[1, stays.id, 'once']]);
      expect(await here.resend(chat.id, ann, 'once', key)).toBe(stays.id);
      await until(async () => (await here.marks(chat.id)).pending.length === 0);
      expect(await here.rows(chat.id)).toEqual([[1, stays.id, 'once']]);
    },
  );
});

test('a message whose key another one with other content has is stored without it', async () => {
  const chat = await here.group(ann, ben);
  startWorker();
  const key = newId();
  const first = await here.send(chat.id, ann, 'long ago', key);
  await here.storeAccepted();
  await until(async () => (await here.rows(chat.id)).length === 1);
  // After a day Redis does not know the key any more.
  await here.forgetKeys(chat.id);
  const second = await here.send(chat.id, ann, 'something else', key);
  await here.storeAccepted();
  const [letter] = await here.untilLetters(1);
  expect(letter!.reason).toContain('messages_client_id');
  await here.redrive.redrive([letter!.id]);
  await here.storeAccepted();
  await until(async () => (await here.rows(chat.id)).length === 2);
  expect(await here.rows(chat.id)).toEqual([
    [1, first.id, 'long ago'],
    [2, second.id, 'something else'],
  ]);
  expect(await here.letters()).toEqual([]);
});
