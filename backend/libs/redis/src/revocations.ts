import type { Redis } from 'ioredis';
import { unavailable } from '@converge/domain';
import { loadScript } from './scripts.js';

/** zset session id -> ms, by the clock of Redis, when it was revoked. */
const REVOKED_KEY = 'revoked';
/** channel: session id. */
const REVOKED_CHANNEL = 'revoked';

/** Longer than an access token may live (an hour at most), and what clocks may disagree. */
const REMEMBERED_MS = 65 * 60_000;

const POLL_MS = 2_000;
/** A poll looks this far back again, so that nothing is missed if the clock of Redis was set back a little. */
const OVERLAP_MS = 10_000;

const revokeSession = loadScript('revoke-session');

/**
 * From now on every process refuses these sessions, for longer than any access token of theirs lives. The same again
 * changes nothing. Throws UNAVAILABLE while Redis is away.
 */
export async function revokeSessions(redis: Redis, sessionIds: readonly string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  try {
    await revokeSession(redis, [REVOKED_KEY], [REMEMBERED_MS, REVOKED_CHANNEL, ...sessionIds]);
  } catch (error) {
    throw unavailable('The session cannot be revoked right now; try again.', error);
  }
}

/**
 * Knows the revoked sessions in memory. Told by the channel at once, and by a poll every 2 s, since PubSub may lose a
 * message. While Redis is away it goes on with what it knows (tokens are short-lived), and catches up afterwards.
 */
export class RevocationWatch {
  /** Session id -> ms until which it is remembered. */
  private readonly revoked = new Map<string, number>();
  private readonly listeners = new Set<(sessionId: string) => void>();
  private timer: NodeJS.Timeout | undefined;
  /** Where the next poll begins; 0: everything. */
  private fromScore = 0;
  private polling: Promise<void> | undefined;
  private failing = false;

  constructor(
    private readonly redis: Redis,
    private readonly subscriber: Redis,
    /** Hears why a poll failed, once per outage. */
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {}

  /** Resolves after the first poll, if Redis is there: starting does not depend on it. */
  async start(): Promise<void> {
    this.subscriber.on('message', this.onMessage);
    // Queued by ioredis until the connection stands, and repeated by it after each reconnect.
    this.subscriber.subscribe(REVOKED_CHANNEL).catch(this.onError);
    this.redis.on('ready', this.onReady);
    this.timer = setInterval(() => void this.poll(), POLL_MS);
    await this.poll();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.redis.off('ready', this.onReady);
    this.subscriber.off('message', this.onMessage);
    this.listeners.clear();
    await this.polling;
  }

  isRevoked(sessionId: string): boolean {
    return this.revoked.has(sessionId);
  }

  /** Calls back for each session when it becomes known as revoked. Answers how to stop that. */
  onRevoked(listener: (sessionId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Knows of a revocation without being told: for the process that has made it. */
  learn(sessionId: string): void {
    if (this.revoked.has(sessionId)) return;
    this.revoked.set(sessionId, Date.now() + REMEMBERED_MS);
    for (const listener of this.listeners) listener(sessionId);
  }

  private readonly onMessage = (channel: string, message: string): void => {
    if (channel === REVOKED_CHANNEL) this.learn(message);
  };

  /** After a reconnect Redis may be another one: look at everything again. */
  private readonly onReady = (): void => {
    this.fromScore = 0;
    void this.poll();
  };

  private poll(): Promise<void> {
    this.polling ??= this.readRevoked().finally(() => {
      this.polling = undefined;
    });
    return this.polling;
  }

  private async readRevoked(): Promise<void> {
    this.forgetOld();
    // Not connected: nothing to ask, and the next 'ready' asks at once.
    if (this.redis.status !== 'ready') return;
    try {
      const found = await this.redis.zrange(REVOKED_KEY, this.fromScore, '+inf', 'BYSCORE', 'WITHSCORES');
      for (let i = 0; i < found.length; i += 2) this.learn(found[i]!);
      this.fromScore = Math.max(this.fromScore, Number(found.at(-1) ?? 0) - OVERLAP_MS);
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.onError(error);
      this.failing = true;
    }
  }

  private forgetOld(): void {
    const now = Date.now();
    for (const [sessionId, untilMs] of this.revoked) {
      // In order of learning: the first that is remembered ends the search.
      if (untilMs > now) return;
      this.revoked.delete(sessionId);
    }
  }
}
