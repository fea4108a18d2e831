import type { Redis } from 'ioredis';
import { unavailable } from '@converge/domain';
import { loadScript } from './scripts.js';

/** zset session id -> ms until which it must be refused. */
const REVOKED_KEY = 'revoked';
/** channel: `<session id> <until ms>`. */
const REVOKED_CHANNEL = 'revoked';

const POLL_MS = 2_000;
/** A poll looks this far back again: clocks of issuers differ, and a write may become visible late. */
const OVERLAP_MS = 60_000;

const revokeSession = loadScript('revoke-session');

/**
 * From now on every process refuses these sessions, until `untilMs`, when the last access token of theirs has
 * expired. Throws UNAVAILABLE while Redis is away.
 */
export async function revokeSessions(
  redis: Redis,
  sessionIds: readonly string[],
  untilMs: number,
): Promise<void> {
  if (sessionIds.length === 0) return;
  try {
    await revokeSession(redis, [REVOKED_KEY], [untilMs, Date.now(), REVOKED_CHANNEL, ...sessionIds]);
  } catch (error) {
    throw unavailable('The session cannot be revoked right now; try again.', error);
  }
}

/**
 * Knows the revoked sessions in memory. Told by the channel at once, and by a poll every 2 s, since PubSub may lose a
 * message. While Redis is away it goes on with what it knows (tokens are short-lived), and catches up afterwards.
 */
export class RevocationWatch {
  private readonly revoked = new Map<string, number>();
  private readonly listeners = new Set<(sessionId: string) => void>();
  private timer: NodeJS.Timeout | undefined;
  /** Where the next poll begins; 0: everything. */
  private fromScore = 0;
  private polling: Promise<void> | undefined;

  constructor(
    private readonly redis: Redis,
    private readonly subscriber: Redis,
    /** Hears why a poll failed, once per outage. */
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {}

  /** Resolves after the first poll, which may have failed: starting does not depend on Redis. */
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

  private readonly onMessage = (channel: string, message: string): void => {
    if (channel !== REVOKED_CHANNEL) return;
    const [sessionId, untilMs] = message.split(' ');
    if (sessionId && untilMs) this.learn(sessionId, Number(untilMs));
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

  private failing = false;

  private async readRevoked(): Promise<void> {
    // Not connected: nothing to ask, and the next 'ready' asks at once.
    if (this.redis.status !== 'ready') return this.forgetExpired();
    try {
      const found = await this.redis.zrange(REVOKED_KEY, this.fromScore, '+inf', 'BYSCORE', 'WITHSCORES');
      for (let i = 0; i < found.length; i += 2) this.learn(found[i]!, Number(found[i + 1]));
      const newest = Number(found.at(-1) ?? 0);
      this.fromScore = Math.max(this.fromScore, newest - OVERLAP_MS);
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.onError(error);
      this.failing = true;
    }
    this.forgetExpired();
  }

  private learn(sessionId: string, untilMs: number): void {
    const known = this.revoked.has(sessionId);
    this.revoked.set(sessionId, untilMs);
    if (!known) for (const listener of this.listeners) listener(sessionId);
  }

  private forgetExpired(): void {
    const now = Date.now();
    for (const [sessionId, untilMs] of this.revoked) if (untilMs < now) this.revoked.delete(sessionId);
  }
}
