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
});

afterAll(async () => {
  await worker?.stop();
  await bench?.close();
  await postgres?.remove();
});

describe('while Postgres is away', () => {
  test('the lanes wait; when it is back everything is stored, nothing is lost and nothing is a dead letter', async () => {
    if (!postgres || !bench) throw new Error('beforeAll failed');
    const { redis, accept, enqueue, dataSource } = bench;
    const [ada, ben] = [newId(), newId()] as [string, string];
    const chats = Array.from({ length: 10 }, () => new ChatHistory('direct', [ada, ben], Date.now()));
    const started = (worker = bench.worker({ rescueAfterMs: 5000 }));
    started.start();
    const send = async (round: number) => {
      for (const chat of chats) {
        const before = chat.events.length;
        for (let n = 0; n < 5; n++) chat.send(ada, n);
        chat.read(ben, chat.chat.lastSeq);
        // A history has its own clock; what is accepted now is what a rescue must leave alone.
        const at = new Date().toISOString();
        const events = chat.events.slice(round === 0 ? 0 : before).map((event) => ({ ...event, at }));
        await accept(events);
        await enqueue(events);
      }
    };
    const pending = async () => {
      const counts = await Promise.all(chats.map(({ chat }) => redis.hlen(chatKeys(chat.id).pending)));
      return counts.reduce((sum, count) => sum + count, 0);
    };
    const metrics = () => started.metrics.registry.metrics();
    /** What the last look of the rescue has found. */
    const lookedAt = async () => Number(/converge_pending_events{[^}]*} (\d+)/.exec(await metrics())?.[1]);

    await send(0);
    await until(async () => (await pending()) === 0);
    // In the middle of work, as it happens.
    await Promise.all([send(1), postgres.stop()]);
    await send(2);
    await until(async () => (await lookedAt()) === (await pending()));
    await send(3);
    // One look later, what was sent before is old enough to be rescued: it only waits, and must not be sent twice.
    await until(async () => (await lookedAt()) === (await pending()));
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
    expect(await metrics()).toMatch(/converge_dead_letters{[^}]*} 0/);
    expect(await metrics()).not.toMatch(/converge_events_rescued_total{[^}]*} [1-9]/);
    await until(async () =>
      started.check().then(
        () => true,
        () => false,
      ),
    );
  });
});
