import { LANES, laneOf, pendingKeyOf, type ChatEvent, type Lane } from '@converge/domain';
import { createDataSource } from '@converge/postgres';
import { createTestDatabase } from '@converge/postgres/testing';
import {
  ACTIVE_CHATS_KEY,
  chatKeys,
  closeLanes,
  connectRedis,
  openLanes,
  whenReady,
  type LaneQueues,
} from '@converge/redis';
import { takeTestRedis } from '@converge/redis/testing';
import { createLogger, Metrics, thisInstance } from '@converge/runtime';
import { createWorker, type WorkerOptions } from '../worker.js';

type Redis = ReturnType<typeof connectRedis>;

export interface Bench {
  redis: Redis;
  queues: LaneQueues;
  dataSource: ReturnType<typeof createDataSource>;
  /** Of the database. */
  postgresUrl: string;
  /** Leaves in Redis what a sender's script leaves: head, messages, pending marks. */
  accept(events: readonly ChatEvent[]): Promise<void>;
  /** One job for each lane. */
  enqueue(events: readonly unknown[], lane?: Lane): Promise<void>;
  worker(overrides?: Partial<WorkerOptions>): ReturnType<typeof createWorker> & { metrics: Metrics };
  /** Empties Redis. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

const ignore = () => undefined;

/** Everything that a test of the worker stands on: a database and a logical Redis database of its own. */
export async function createBench(postgresUrl?: string): Promise<Bench> {
  // Not where other tests run at the same time: a worker would rescue their events.
  const redisUrl = await takeTestRedis();
  const redis = connectRedis(redisUrl, 'commands', ignore);
  await whenReady(redis, 30_000);
  const queues = openLanes(redis, ignore);
  const database = await createTestDatabase(postgresUrl);
  // Who brings a Postgres of their own wants to see it go away.
  const connectTimeoutMs = postgresUrl === undefined ? 10_000 : 500;
  const dataSource = createDataSource({ url: database.url, poolSize: 4, connectTimeoutMs });

  return {
    redis,
    queues,
    dataSource,
    postgresUrl: database.url,
    accept: (events) => accept(redis, events),
    async enqueue(events, lane) {
      for (const each of LANES) {
        const own = events.filter((event) => (lane ?? laneOf(event as ChatEvent)) === each);
        if (own.length > 0) await queues[each].add(each, { events: own });
      }
    },
    worker(overrides = {}) {
      const instance = thisInstance('worker', 1);
      const metrics = new Metrics(instance);
      const worker = createWorker({
        ...{ redisUrl, queueRedisUrl: redisUrl, dataSource, metrics },
        ...{ logger: createLogger(instance, process.env['TEST_LOG_LEVEL'] ?? 'silent') },
        ...{ concurrency: { messages: 50, chats: 10, receipts: 10 }, batchRows: 1000, gatherMs: 5 },
        ...{ rescueAfterMs: 60_000, overlayGraceMs: 60_000, coolAfterMs: 86_400_000 },
        backlogLimitMs: 60_000,
        ...overrides,
      });
      return { ...worker, metrics };
    },
    clear: async () => {
      await redis.flushdb();
    },
    async close() {
      await closeLanes(queues);
      redis.disconnect();
      if (dataSource.isInitialized) await dataSource.destroy();
      await database.drop();
    },
  };
}

async function accept(redis: Redis, events: readonly ChatEvent[]): Promise<void> {
  const sent: Promise<unknown>[] = [];
  for (const event of events) {
    const keys = chatKeys(event.chatId);
    sent.push(
      redis.zadd(ACTIVE_CHATS_KEY, Date.now(), event.chatId),
      redis.hset(keys.head, { epoch: event.epoch, revision: event.revision, hotFrom: 1 }),
      redis.hset(keys.pending, pendingKeyOf(event), `${event.revision}|${JSON.stringify(event)}`),
    );
    if ('message' in event) {
      sent.push(
        redis.hset(keys.messages, event.message.seq, JSON.stringify(event.message)),
        redis.hset(keys.ids, event.message.id, event.message.seq),
      );
    }
  }
  await Promise.all(sent);
}

/** Resolves once `condition` holds; rejects when it has not after `withinMs`. */
export async function until(condition: () => Promise<boolean>, withinMs = 20_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`still not so after ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
