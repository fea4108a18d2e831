import { createHash, randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { isUuid, unavailable } from '@converge/domain';
import { loadScript } from './scripts.js';

/** hash: userId, secret = SHA-256 of the secret of the one refresh token that is not spent. */
const sessionKey = (sessionId: string) => `session:{${sessionId}}`;
/** zset SHA-256 of a spent secret -> ms when it was spent. */
const spentKey = (sessionId: string) => `session:{${sessionId}}:spent`;

/** More than a week of rotations every 15 minutes. */
const SPENT_REMEMBERED = 1_000;

const rotateRefresh = loadScript('rotate-refresh');

/** What became of a presented token; `reused`: it was spent before, and its session is gone with this. */
export type Rotation =
  { outcome: 'rotated'; refreshToken: string } | { outcome: 'unknown' } | { outcome: 'reused' };

/**
 * Refresh tokens: `<session id>.<secret>`, single use, all of one session a family. Only hashes are stored; the
 * secret is 256 random bits, so a plain SHA-256 cannot be turned back. Throws UNAVAILABLE while Redis is away.
 */
export class RefreshTokens {
  constructor(
    private readonly redis: Redis,
    /** How long a token lives that is not used. */
    private readonly ttlMs: number,
  ) {}

  /** The first token of a session. */
  async issue(sessionId: string, userId: string): Promise<string> {
    const secret = newSecret();
    await reach(
      this.redis
        .multi()
        .hset(sessionKey(sessionId), { userId, secret: digest(secret) })
        .pexpire(sessionKey(sessionId), this.ttlMs)
        .exec(),
    );
    return `${sessionId}.${secret}`;
  }

  /** Spends a token and answers its successor; of two at the same moment one wins and the other is a reuse. */
  async rotate(token: string): Promise<Rotation> {
    const parts = parseToken(token);
    if (!parts) return { outcome: 'unknown' };
    const secret = newSecret();
    const keys = [sessionKey(parts.sessionId), spentKey(parts.sessionId)];
    const args = [digest(parts.secret), digest(secret), Date.now(), this.ttlMs, SPENT_REMEMBERED];
    switch (await reach(rotateRefresh(this.redis, keys, args))) {
      case 1:
        return { outcome: 'rotated', refreshToken: `${parts.sessionId}.${secret}` };
      case -1:
        return { outcome: 'reused' };
      default:
        return { outcome: 'unknown' };
    }
  }

  /** Ends the families of these sessions: none of their tokens is worth anything any more. */
  async forget(sessionIds: readonly string[]): Promise<void> {
    // One DEL each: on Redis Cluster the keys of two sessions live in different slots.
    await reach(Promise.all(sessionIds.map((id) => this.redis.del(sessionKey(id), spentKey(id)))));
  }
}

/** The session a refresh token claims to be of, and its secret; undefined when it has not that form. */
export function parseToken(token: string): { sessionId: string; secret: string } | undefined {
  const [sessionId = '', secret = '', ...rest] = token.split('.');
  if (rest.length > 0 || !isUuid(sessionId) || !/^[\w-]{43}$/.test(secret)) return undefined;
  return { sessionId, secret };
}

const newSecret = () => randomBytes(32).toString('base64url');

const digest = (secret: string) => createHash('sha256').update(secret).digest('base64url');

async function reach<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw unavailable('The session store cannot be reached; try again.', error);
  }
}
