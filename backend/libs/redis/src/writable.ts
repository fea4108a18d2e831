import type { Redis } from 'ioredis';

/** string, some seconds: what a readiness check writes. The same for all, so that it never adds up. */
const PROBE_KEY = 'probe';
const PROBE_TTL_MS = 10_000;

/**
 * Rejects unless Redis takes a write. One that loads its data, is full, is a read-only replica, or cannot write its
 * append-only file answers PING all the same.
 */
export async function checkWritable(redis: Redis): Promise<void> {
  await redis.set(PROBE_KEY, '1', 'PX', PROBE_TTL_MS);
}
