import { Queue, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { LANES, type Lane } from '@converge/domain';

/** Everything of BullMQ is below `converge:<queue>:`. */
export const QUEUE_PREFIX = 'converge';

/** The key of something of a queue (`wait`, `active`, a job id …), as BullMQ names it: for whoever only looks. */
export const queueKey = (queue: string, of: string) => `${QUEUE_PREFIX}:${queue}:${of}`;

/** What a job of a lane carries: the events of one sender within a few milliseconds. */
export interface LaneJob {
  /** `unknown`, because a worker must not believe what it finds in a queue. */
  events: unknown[];
}

/** A job that is done leaves nothing behind; one that failed (which only a bug can cause) is kept to be looked at. */
export const JOB_OPTIONS: JobsOptions = { removeOnComplete: true, removeOnFail: { count: 1000 } };

/** Opens a queue on a connection that stays the caller's. */
export function openQueue<Data>(name: string, redis: Redis, onError: (error: Error) => void): Queue<Data> {
  const queue = new Queue<Data>(name, {
    connection: redis,
    prefix: QUEUE_PREFIX,
    defaultJobOptions: JOB_OPTIONS,
    // Nobody reads BullMQ's event streams here; without a bound each would keep 10,000 entries.
    streams: { events: { maxLen: 10 } },
  });
  queue.on('error', onError);
  return queue;
}

export type LaneQueues = Record<Lane, Queue<LaneJob>>;

/** The three lanes' queues on one connection. */
export function openLanes(redis: Redis, onError: (error: Error) => void): LaneQueues {
  const entries = LANES.map((lane) => [lane, openQueue<LaneJob>(lane, redis, onError)] as const);
  return Object.fromEntries(entries) as LaneQueues;
}

/** Closes the queues; the connection stays the caller's. */
export async function closeLanes(queues: LaneQueues): Promise<void> {
  await Promise.all(Object.values(queues).map((queue) => queue.close()));
}
