import type { Redis } from 'ioredis';
import { LANES, type DeadLetterReport, type LaneReport } from '@converge/domain';
import { countLetters, readLetters, reportOf } from './dead-letter-queue.js';
import { readBacklog } from './lane-backlog.js';
import { queueKey } from './lanes.js';
import { reachable } from './reachable.js';

/** Reads of the queues, for operators. Never writes. Throws UNAVAILABLE while their Redis is away. */
export class QueueReads {
  constructor(private readonly redis: Redis) {}

  lanes(): Promise<LaneReport[]> {
    return reachable(() =>
      Promise.all(
        LANES.map(async (lane) => {
          const toKey = (state: string) => queueKey(lane, state);
          const { waiting, active, delayed, prioritized, oldestMs } = await readBacklog(this.redis, {
            toKey,
          });
          const oldestAgeMs = oldestMs === null ? 0 : Math.max(0, Date.now() - oldestMs);
          return { lane, waiting: waiting + delayed + prioritized, active, oldestAgeMs };
        }),
      ),
    );
  }

  deadLetterCount(): Promise<number> {
    return reachable(() => countLetters(this.redis));
  }

  /** Those that came last first; none of them with what people wrote. */
  async deadLetters(
    first: number,
    after: string | null,
  ): Promise<{ items: DeadLetterReport[]; hasMore: boolean }> {
    const { letters, hasMore } = await reachable(() => readLetters(this.redis, first, after));
    return { items: letters.map(reportOf), hasMore };
  }
}
