/** What is answered where Redis did not: Postgres alone must do. */
export const AWAY = Symbol('redis away');

/** Redis answers in a millisecond; whoever reads does not wait for a silent one longer than this. */
const PATIENCE_MS = 1000;
const TICKS = 4;
/** After a silence nobody waits again for this long. */
const SILENCE_MS = 1000;

/**
 * Runs reads of Redis for which being away is an answer. A lost connection fails at once (there is no offline
 * queue); a server that hangs is given up quickly, and for a moment not asked again.
 */
export class HotDoor {
  private silentUntil = 0;

  constructor(
    private readonly onAway: (error: unknown) => void = () => undefined,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  async ask<T>(read: () => Promise<T>): Promise<T | typeof AWAY> {
    if (Date.now() < this.silentUntil) return AWAY;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<typeof AWAY>((resolve) => {
      // In ticks, each a turn of the event loop in which an answer could have been read: that this process itself
      // was busy for a second must not look like a silent Redis.
      const tickMs = this.patienceMs / TICKS;
      const tick = (left: number) => {
        timer = setTimeout(() => (left > 1 ? tick(left - 1) : resolve(this.giveUp())), tickMs);
      };
      tick(TICKS);
    });
    try {
      return await Promise.race([read(), patience]);
    } catch (error) {
      this.onAway(error);
      return AWAY;
    } finally {
      clearTimeout(timer);
    }
  }

  private giveUp(): typeof AWAY {
    this.silentUntil = Date.now() + SILENCE_MS;
    this.onAway(new Error(`Redis did not answer in ${this.patienceMs} ms`));
    return AWAY;
  }
}
