import type { Redis } from 'ioredis';
import { rateLimited, unavailable } from '@converge/domain';
import { loadScript } from './scripts.js';

export interface RateLimiterOptions {
  /** What is limited; part of the key, so that two limits of one person are counted apart. */
  name: string;
  /** How many per `durationMs`, on average. 0: no limit, and no call to Redis. */
  points: number;
  durationMs: number;
  /** How many at once after a pause; as many as `points` unless said otherwise. */
  burst?: number;
}

const takePermit = loadScript('take-permit');

/** string: the moment at which the bucket is full again, us. */
const permitsKey = (name: string, subject: string) => `limit:${name}:{${subject}}`;

/**
 * A limit shared by all instances: a token bucket per subject, refilled evenly. One round trip; a refusal is
 * remembered here until it ends, so that a flood of refused calls does not reach Redis.
 */
export class RateLimiter {
  private readonly refusedUntilMs = new Map<string, number>();

  constructor(
    private readonly redis: Redis,
    private readonly options: RateLimiterOptions,
  ) {}

  /** Takes one permit of the subject. Throws RATE_LIMITED with the time to wait, UNAVAILABLE while Redis is away. */
  async consume(subject: string): Promise<void> {
    const { name, points, durationMs, burst = points } = this.options;
    if (points === 0) return;
    this.refuseIfRemembered(subject);
    const intervalUs = Math.ceil((durationMs * 1000) / points);
    const waitMs = (await takePermit(
      this.redis,
      [permitsKey(name, subject)],
      [intervalUs, Math.max(1, burst)],
    ).catch((error: unknown) => {
      throw unavailable('The limits cannot be checked right now; try again.', error);
    })) as number;
    if (waitMs === 0) return;
    this.remember(subject, waitMs);
    throw rateLimited(waitMs);
  }

  /** Fills the subject's bucket again, e.g. after a sign-in that succeeded. */
  async reset(subject: string): Promise<void> {
    if (this.options.points === 0) return;
    this.refusedUntilMs.delete(subject);
    await this.redis.del(permitsKey(this.options.name, subject));
  }

  private refuseIfRemembered(subject: string): void {
    const until = this.refusedUntilMs.get(subject);
    if (until === undefined) return;
    const waitMs = until - Date.now();
    if (waitMs > 0) throw rateLimited(waitMs);
    this.refusedUntilMs.delete(subject);
  }

  /** At most 10,000 subjects; the oldest is forgotten first, which costs it one more question to Redis. */
  private remember(subject: string, waitMs: number): void {
    if (this.refusedUntilMs.size >= 10_000)
      this.refusedUntilMs.delete(this.refusedUntilMs.keys().next().value!);
    this.refusedUntilMs.set(subject, Date.now() + waitMs);
  }
}
