import type { Redis } from 'ioredis';
import { laneOf, laneOfPendingKey, LANES, type ChatEvent, type Lane } from '@converge/domain';
import { readBacklog } from './lane-backlog.js';
import type { LaneQueues } from './lanes.js';
import { ACTIVE_CHATS_KEY, chatKeys } from './keys.js';
import { acceptedAt, readMarks } from './pending-marks.js';

export interface RescueOptions {
  /** Where the hot state is. */
  redis: Redis;
  /** Where the queues are. */
  queueRedis: Redis;
  queues: LaneQueues;
  /** How long an event may be pending before somebody looks after it. */
  afterMs: number;
  /** Hears how many events are pending, stuck or not. */
  onPending?: (events: number) => void;
}

type Rescued = Record<Lane, number>;

const PAGE = 500;

/**
 * One look through the active chats for events that were accepted long ago and are neither stored nor in a queue:
 * their sender died before it enqueued them, or Redis lost the job. They are enqueued again; storing twice does no
 * harm, so a rescue too many costs only time. Answers how many were enqueued.
 */
export async function rescueStuck(options: RescueOptions): Promise<Rescued> {
  const rescued: Rescued = { messages: 0, chats: 0, receipts: 0 };
  const cutoffs = await readCutoffs(options);
  let pending = 0;
  for await (const chatIds of activeChats(options.redis)) {
    const sizes = await pendingSizes(options.redis, chatIds);
    pending += sumOf(sizes);
    const withPending = chatIds.filter((_, n) => sizes[n]);
    for await (const stuck of pendingOf(options.redis, withPending, cutoffs)) {
      await enqueueAgain(options.queues, stuck);
      for (const event of stuck) rescued[laneOf(event)]++;
    }
  }
  options.onPending?.(pending);
  return rescued;
}

/** How many events are accepted and not stored: the same look, for while there is nothing to be rescued to. */
export async function countPending(redis: Redis): Promise<number> {
  let pending = 0;
  for await (const chatIds of activeChats(redis)) pending += sumOf(await pendingSizes(redis, chatIds));
  return pending;
}

const pendingSizes = (redis: Redis, chatIds: string[]) =>
  Promise.all(chatIds.map((chatId) => redis.hlen(chatKeys(chatId).pending)));

const sumOf = (sizes: number[]) => sizes.reduce((sum, size) => sum + size, 0);

/**
 * Per lane, the time before which an event can't be in its queue any more. An event is enqueued within `afterMs` of
 * being accepted, or never; so if the oldest job is younger than that, the event's own is gone. A lane with a long
 * backlog (Postgres was away) is thus left alone: what is pending is simply waiting there.
 */
async function readCutoffs({ queueRedis, queues, afterMs }: RescueOptions): Promise<Record<Lane, number>> {
  const now = Date.now();
  const cutoffs = {} as Record<Lane, number>;
  for (const lane of LANES) {
    const { oldestMs } = await readBacklog(queueRedis, queues[lane]);
    cutoffs[lane] = Math.min(now, oldestMs ?? now) - afterMs;
  }
  return cutoffs;
}

async function* activeChats(redis: Redis): AsyncGenerator<string[]> {
  let cursor = '0';
  do {
    const [next, entries] = await redis.zscan(ACTIVE_CHATS_KEY, cursor, 'COUNT', PAGE);
    cursor = next;
    yield entries.filter((_, n) => n % 2 === 0);
  } while (cursor !== '0');
}

/** What was accepted before its lane's cutoff: in a long backlog most was not, and is not parsed. */
async function* pendingOf(
  redis: Redis,
  chatIds: string[],
  cutoffs: Record<Lane, number>,
): AsyncGenerator<ChatEvent[]> {
  for (const chatId of chatIds) {
    let cursor = '0';
    do {
      const [next, entries] = await redis.hscan(chatKeys(chatId).pending, cursor, 'COUNT', PAGE);
      cursor = next;
      const isStuck = (mark: string, key: string) => acceptedAt(mark) < cutoffs[laneOfPendingKey(key)];
      const stuck = entries.filter((mark, n) => n % 2 === 1 && isStuck(mark, entries[n - 1]!));
      if (stuck.length > 0) yield await readMarks(redis, chatId, stuck);
    } while (cursor !== '0');
  }
}

/** While the job is queued, its id keeps another worker, or the next look, from enqueueing it again. */
async function enqueueAgain(queues: LaneQueues, events: ChatEvent[]): Promise<void> {
  for (const lane of LANES) {
    const jobs = events
      .filter((event) => laneOf(event) === lane)
      .map((event) => ({
        name: lane,
        data: { events: [event] },
        opts: {
          jobId: `rescue-${event.chatId}-${event.epoch}-${event.revision}`,
          removeOnComplete: true,
          removeOnFail: true,
        },
      }));
    if (jobs.length > 0) await queues[lane].addBulk(jobs);
  }
}
