import type { Redis } from 'ioredis';
import type { Queue } from 'bullmq';
import type { LaneJob } from './lanes.js';

/** What is in a lane and not done. */
export interface LaneBacklog {
  waiting: number;
  active: number;
  delayed: number;
  prioritized: number;
  /** When the oldest of all these jobs was enqueued, epoch ms; null when there is none. */
  oldestMs: number | null;
}

/**
 * Enough to hold the oldest: a list is fetched from its old end, and what a worker put back stands there too, the oldest
 * first; it may have had so many in hand (LANE_CONCURRENCY).
 */
const LOOK_AT = 1000;

/** Looks at a lane without reading what its jobs carry. */
export async function readBacklog(redis: Redis, queue: Pick<Queue<LaneJob>, 'toKey'>): Promise<LaneBacklog> {
  const key = (state: string) => queue.toKey(state);
  const [waiting, active, delayed, prioritized, ...oldest] = await Promise.all([
    redis.llen(key('wait')),
    redis.llen(key('active')),
    redis.zcard(key('delayed')),
    redis.zcard(key('prioritized')),
    redis.lrange(key('wait'), -LOOK_AT, -1),
    redis.lrange(key('active'), 0, -1),
    redis.zrange(key('delayed'), 0, LOOK_AT),
    redis.zrange(key('prioritized'), 0, LOOK_AT),
  ]);
  const times = await Promise.all(oldest.flat().map((id) => redis.hget(key(id), 'timestamp')));
  const oldestMs = times.reduce<number | null>(
    (min, time) => (time === null ? min : Math.min(min ?? Infinity, Number(time))),
    null,
  );
  return { waiting, active, delayed, prioritized, oldestMs };
}
