/** What is answered where Redis did not: Postgres alone must do. */
export const AWAY = Symbol('redis away');

/** Redis answers in a millisecond; whoever reads does not wait for a silent one. */
const PATIENCE_MS = 800;
/** After a silence nobody waits again for this long. */
const SILENCE_MS = 1000;

/**
 * Runs reads of Redis for which being away is an answer. A lost connection fails at once (there is no offline
 * queue); a server that hangs is given up quickly, and for a moment not asked again.
 */
export class HotDoor {
  private silentUntil = 0;

  constructor(private readonly onAway: (error: unknown) => void = () => undefined) {}

  async ask<T>(read: () => Promise<T>): Promise<T | typeof AWAY> {
    if (Date.now() < this.silentUntil) return AWAY;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<typeof AWAY>((resolve) => {
      timer = setTimeout(() => {
        this.silentUntil = Date.now() + SILENCE_MS;
        this.onAway(new Error(`Redis did not answer in ${PATIENCE_MS} ms`));
        resolve(AWAY);
      }, PATIENCE_MS);
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
}
