import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { createReads } from '@converge/postgres/reads';
import { ChatHistory } from '@converge/postgres/testing';
import { chatKeys } from '@converge/redis';
import { createBench, until, type Bench } from './testing/bench.js';
import { createOwnPostgres, type OwnPostgres } from './testing/own-postgres.js';

let postgres: OwnPostgres | undefined;
let bench: Bench | undefined;
let worker: ReturnType<Bench['worker']> | undefined;

beforeAll(async () => {
  postgres = await createOwnPostgres();
  bench = await createBench(postgres.url);
}, 60_000);

afterAll(async () => {
  await worker?.stop();
  await bench?.close();
  await postgres?.remove();
}, 60_000);

describe('while Postgres is away', () => {
  test('the lanes wait; when it is back everything is stored, nothing is lost and nothing is a dead letter', async () => {
    if (!postgres || !bench) throw new Error('beforeAll failed');
    const { redis, accept, enqueue, dataSource } = bench;
    const [ada, ben] = [newId(), newId()] as [string, string];
    const chats = Array.from({ length: 10 }, () => new ChatHistory('direct', [ada, ben], Date.now()));
    const started = (worker = bench.worker({ rescueAfterMs: 1000 }));
    started.start();
    const send = async (round: number) => {
      for (const chat of chats) {
        const before = chat.events.length;
        for (let n = 0; n < 5; n++) chat.send(ada, n);
        chat.read(ben, chat.chat.lastSeq);
        const events = round === 0 ? chat.events : chat.events.slice(before);
        await accept(events);
        await enqueue(events);
      }
    };
    const pending = async () => {
      const counts = await Promise.all(chats.map(({ chat }) => redis.hlen(chatKeys(chat.id).pending)));
      return counts.reduce((sum, count) => sum + count, 0);
    };

    await send(0);
    await until(async () => (await pending()) === 0);
    // In the middle of work, as it happens.
    await Promise.all([send(1), postgres.stop()]);
    await send(2);
    await until(async () =>
      started.check().then(
        () => false,
        () => true,
      ),
    );
    expect(await pending()).toBeGreaterThan(0);

    await postgres.start();
    await until(async () => (await pending()) === 0, 30_000);
    const reads = createReads(dataSource);
    for (const { chat, messages } of chats) {
      expect(await reads.chat(chat.id)).toEqual(chat);
      expect(await reads.messagesBySeq(chat.id, 1, 100)).toEqual(messages);
    }
    const metrics = await started.metrics.registry.metrics();
    expect(metrics).toMatch(/converge_dead_letters{[^}]*} 0/);
    expect(metrics).not.toMatch(/converge_events_rescued_total{[^}]*} [1-9]/);
    await until(async () =>
      started.check().then(
        () => true,
        () => false,
      ),
    );
  }, 90_000);
});
