import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LANES, newId, type ChatEvent } from '@converge/domain';
import { createDataSource } from '@converge/postgres';
import { createReads } from '@converge/postgres/reads';
import { ChatHistory } from '@converge/postgres/testing';
import { chatChannel, chatKeys, DEAD_LETTER_QUEUE, openQueue, type DeadLetter } from '@converge/redis';
import { createBench, until, type Bench } from './testing/bench.js';

const PEOPLE = Array.from({ length: 4 }, newId);
const [ada, ben] = PEOPLE as [string, string];

let bench: Bench;
let reads: ReturnType<typeof createReads>;
let workers: ReturnType<Bench['worker']>[] = [];

beforeAll(async () => {
  bench = await createBench();
  reads = createReads(bench.dataSource);
});
beforeEach(() => bench.clear());
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});
afterAll(() => bench.close());

function startWorker(overrides?: Parameters<Bench['worker']>[0]) {
  const worker = bench.worker(overrides);
  workers.push(worker);
  worker.start();
  return worker;
}

function history(messages: number): ChatHistory {
  const chat = new ChatHistory('group', PEOPLE, Date.now() - 3_600_000);
  for (let n = 0; n < messages; n++) {
    chat.send(n % 2 ? ada : ben, n);
    if (n % 5 === 4) chat.read(ada, chat.chat.lastSeq - 1);
    if (n % 7 === 6) chat.take({ does: 'edit', who: 0, what: n });
  }
  return chat;
}

const isSettled = async (chatId: string) => (await bench.redis.hlen(chatKeys(chatId).pending)) === 0;
const deadLetters = () => openQueue<DeadLetter>(DEAD_LETTER_QUEUE, bench.redis, () => undefined);

async function jobCounts() {
  const counts = await Promise.all(
    LANES.map((lane) => bench.queues[lane].getJobCounts('waiting', 'active', 'delayed', 'failed')),
  );
  const sum = (state: string) => counts.reduce((total, each) => total + (each[state] ?? 0), 0);
  return { waiting: sum('waiting'), active: sum('active'), delayed: sum('delayed'), failed: sum('failed') };
}

describe('the worker', () => {
  test('jobs in any order, with repeats, drained by two workers end in the rows of the history, all marks cleared', async () => {
    const chats = Array.from({ length: 5 }, () => history(40));
    const events = chats.flatMap((chat) => chat.events);
    await bench.accept(events);
    const shuffled = [...events, ...events.slice(0, 100)].sort((a, b) =>
      a.at + a.chatId < b.at + b.chatId ? 1 : -1,
    );
    for (let at = 0; at < shuffled.length; at += 7) await bench.enqueue(shuffled.slice(at, at + 7));
    startWorker();
    startWorker();
    for (const { chat, messages } of chats) {
      await until(() => isSettled(chat.id));
      expect(await reads.chat(chat.id)).toEqual(chat);
      expect(await reads.messagesBySeq(chat.id, 1, 100)).toEqual(messages);
    }
    await until(async () => Object.values(await jobCounts()).every((count) => count === 0));
  });

  test('whoever listens to a chat hears once per batch which messages are persisted', async () => {
    const chat = history(3);
    const listener = bench.redis.duplicate({ enableOfflineQueue: true, commandTimeout: undefined });
    const heard: string[] = [];
    listener.on('message', (_channel, signal: string) =>
      heard.push(...(JSON.parse(signal) as { messageIds: string[] }).messageIds),
    );
    await listener.subscribe(chatChannel(chat.chat.id));
    await bench.accept(chat.events);
    await bench.enqueue(chat.events);
    startWorker();
    await until(async () => heard.length >= 3);
    expect(heard.sort()).toEqual(chat.messages.map((message) => message.id).sort());
    listener.disconnect();
  });

  test('a poison event is split off into the dead letter queue with its reason; the others of its batch are stored', async () => {
    const chat = history(60);
    const poisonAt = chat.events.findIndex(
      (event) => event.type === 'MessageAdded' && event.message.seq === 30,
    );
    const events = chat.events.map((event, n) =>
      n === poisonAt && event.type === 'MessageAdded'
        ? { ...event, message: { ...event.message, content: 'never\u0000storable' } }
        : event,
    );
    const poison = events[poisonAt]!;
    const malformed = { type: 'MessageAdded', chatId: chat.chat.id, revision: 100_000 };
    await bench.accept(events);
    await bench.enqueue([...events, poison], undefined);
    await bench.enqueue([malformed], 'messages');
    startWorker();
    await until(() => isSettled(chat.chat.id));
    await until(async () => (await deadLetters().getWaitingCount()) === 2);

    const stored = (await reads.messagesBySeq(chat.chat.id, 1, 100)).map((message) => message.seq);
    expect(stored).toEqual(chat.messages.map((message) => message.seq).filter((seq) => seq !== 30));
    const letters = (await deadLetters().getWaiting()).map((job) => job.data);
    const letter = letters.find(({ event }) => (event as ChatEvent).revision === poison.revision);
    expect(letter).toMatchObject({
      lane: 'messages',
      event: poison,
      reason: expect.stringContaining('22021'),
    });
    expect(letters.find((each) => each !== letter)?.reason).toMatch(/^malformed event/);
    expect(await bench.redis.hgetall(chatKeys(chat.chat.id).dead)).toEqual({
      'm:30': `${poison.revision}|${poison.epoch}`,
    });
    expect((await jobCounts()).failed).toBe(0);
  });

  test('a batch that Postgres gives up because it takes too long is stored in smaller ones', async () => {
    const chat = history(60);
    const dataSource = createDataSource({ url: bench.postgresUrl, poolSize: 4, statementTimeoutMs: 200 });
    await bench.dataSource.query(`
      CREATE FUNCTION take_long() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END $$;
      CREATE TRIGGER take_long BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION take_long()`);
    try {
      await bench.accept(chat.events);
      await bench.enqueue(chat.events);
      const worker = startWorker({ dataSource });
      await until(() => isSettled(chat.chat.id));
      expect(await reads.messagesBySeq(chat.chat.id, 1, 100)).toEqual(chat.messages);
      expect(await deadLetters().getWaitingCount()).toBe(0);
      await worker.check();
      await worker.stop();
      workers = [];
    } finally {
      await bench.dataSource.query('DROP TRIGGER take_long ON messages; DROP FUNCTION take_long');
      await dataSource.destroy();
    }
  });

  test('an event that is pending, long accepted and in no queue is rescued and stored', async () => {
    const chat = history(10);
    await bench.accept(chat.events);
    const worker = startWorker({ rescueAfterMs: 100 });
    await until(() => isSettled(chat.chat.id));
    expect(await reads.messagesBySeq(chat.chat.id, 1, 100)).toEqual(chat.messages);
    expect(await worker.metrics.registry.metrics()).toMatch(
      /converge_events_rescued_total{lane="messages"[^}]*} [1-9]/,
    );
  });

  test('stopping gives waiting jobs back without an attempt spent; the next worker stores them', async () => {
    const chat = history(20);
    await bench.accept(chat.events);
    await bench.dataSource.query('ALTER TABLE chats RENAME TO chats_elsewhere');
    try {
      for (const event of chat.events) await bench.enqueue([event]);
      const worker = startWorker();
      await until(async () =>
        worker.check().then(
          () => false,
          () => true,
        ),
      );
      await worker.stop();
      workers = [];
      const { active, failed, waiting, delayed } = await jobCounts();
      expect({ active, failed, delayed, waiting }).toEqual({
        active: 0,
        failed: 0,
        delayed: 0,
        waiting: chat.events.length,
      });
      for (const lane of LANES) {
        for (const job of await bench.queues[lane].getWaiting()) expect(job.attemptsMade).toBe(0);
      }
    } finally {
      await bench.dataSource.query('ALTER TABLE chats_elsewhere RENAME TO chats');
    }
    startWorker();
    await until(() => isSettled(chat.chat.id));
    expect(await reads.messagesBySeq(chat.chat.id, 1, 100)).toEqual(chat.messages);
  });

  test('what a killed worker had taken is stored by another', async () => {
    const chat = history(5);
    await bench.accept(chat.events);
    await bench.enqueue(chat.events);
    // As a dead worker leaves it: the job is active, and nobody renews its lock.
    await bench.redis.lmove('converge:messages:wait', 'converge:messages:active', 'RIGHT', 'LEFT');
    startWorker({ lockMs: 400 });
    await until(() => isSettled(chat.chat.id));
    expect(await reads.messagesBySeq(chat.chat.id, 1, 100)).toEqual(chat.messages);
  });

  test('what it tells of itself can be scraped', async () => {
    const worker = startWorker();
    await until(async () =>
      worker.check().then(
        () => true,
        () => false,
      ),
    );
    const text = await worker.metrics.registry.metrics();
    for (const name of [
      'lane_jobs',
      'lane_oldest_job_age_seconds',
      'dead_letters',
      'store_circuit_state',
      'batch_rows',
    ]) {
      expect(text).toContain(`# TYPE converge_${name} `);
    }
  });
});
