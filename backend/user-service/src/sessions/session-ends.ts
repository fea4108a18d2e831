import type { Accounts } from '@converge/postgres/accounts';
import { revokeSessions, type Redis, type RefreshTokens } from '@converge/redis';

/** Past its expiry a token is refused anyway; this much later clocks may still disagree. */
const CLOCK_SLACK_MS = 60_000;

/**
 * How sessions end: Postgres first, which is the record and refuses further tokens; then every process is told to
 * refuse the access tokens that are about. If Redis is away in between, the caller gets UNAVAILABLE and may repeat
 * it, and `repair` does so in any case.
 */
export class SessionEnds {
  constructor(
    private readonly deps: {
      accounts: Accounts;
      redis: Redis;
      refreshTokens: RefreshTokens;
      accessTtlMs: number;
    },
  ) {}

  /** False: the user has no such session. */
  async end(userId: string, sessionId: string): Promise<boolean> {
    if (!(await this.deps.accounts.revokeSession(userId, sessionId))) return false;
    await this.tell([sessionId]);
    return true;
  }

  async endAllOf(userId: string, exceptSessionId: string | null = null): Promise<void> {
    await this.tell(
      await this.deps.accounts.revokeSessionsOf(userId, exceptSessionId, this.deps.accessTtlMs),
    );
  }

  /** Tells of what Postgres has as revoked: Redis may have lost it, or been away when it happened. */
  async repair(): Promise<void> {
    await this.tell(await this.deps.accounts.recentlyRevoked(this.deps.accessTtlMs));
  }

  private async tell(sessionIds: string[]): Promise<void> {
    const { redis, refreshTokens, accessTtlMs } = this.deps;
    await revokeSessions(redis, sessionIds, Date.now() + accessTtlMs + CLOCK_SLACK_MS);
    await refreshTokens.forget(sessionIds);
  }
}
