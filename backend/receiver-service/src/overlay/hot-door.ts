import { unavailable } from '@converge/domain';

/** What is answered where Redis did not: Postgres alone must do. */
export const AWAY = Symbol('redis away');

/** Redis answers in a millisecond; whoever reads does not wait for a silent one longer than this. */
const PATIENCE_MS = 1000;
const TICKS = 4;
/** After a silence nobody waits again for this long. */
const SILENCE_MS = 1000;

/** Nobody knows without Redis. */
export const hotStoreAway = (cause?: unknown) =>
  unavailable('The chat store cannot be reached; try again.', cause);

/**
 * Runs reads of Redis. The first read of an answer decides: if Redis is away for it, Postgres alone tells; what Redis
 * has begun to tell it must tell to the end, since what it leaves out would look as if it were not there.
 * A lost connection fails at once (there is no offline queue); a server that hangs is given up quickly, and for a
 * moment not asked again.
 */
export class HotDoor {
  private silentUntil = 0;

  constructor(
    private readonly onAway: (error: unknown) => void = () => undefined,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** For the first read of an answer: AWAY where Redis does not answer. */
  async ask<T>(read: () => Promise<T>): Promise<T | typeof AWAY> {
    return this.insist(read).catch(() => AWAY);
  }

  /** For a read that goes on from what Redis has told, or that Postgres cannot stand in for. Throws UNAVAILABLE. */
  async insist<T>(read: () => Promise<T>): Promise<T> {
    if (Date.now() < this.silentUntil) throw hotStoreAway();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<never>((_resolve, reject) => {
      // In ticks, each a turn of the event loop in which an answer could have been read: that this process itself
      // was busy for a second must not look like a silent Redis.
      const tickMs = this.patienceMs / TICKS;
      const tick = (left: number) => {
        timer = setTimeout(() => (left > 1 ? tick(left - 1) : reject(this.giveUp())), tickMs);
      };
      tick(TICKS);
    });
    try {
      return await Promise.race([read(), patience]);
    } catch (error) {
      this.onAway(error);
      throw hotStoreAway(error);
    } finally {
      clearTimeout(timer);
    }
  }

  private giveUp(): Error {
    this.silentUntil = Date.now() + SILENCE_MS;
    return new Error(`Redis did not answer in ${this.patienceMs} ms`);
  }
}
