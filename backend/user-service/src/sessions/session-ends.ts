import type { Accounts } from '@converge/postgres/accounts';
import { revokeSessions, type Redis, type RefreshTokens, type RevocationWatch } from '@converge/redis';

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
      revocations: Pick<RevocationWatch, 'learn'>;
      /** How long an access token lives: later its session need not be refused any more. */
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
    const { redis, refreshTokens, revocations } = this.deps;
    for (const sessionId of sessionIds) revocations.learn(sessionId);
    await revokeSessions(redis, sessionIds);
    await refreshTokens.forget(sessionIds);
  }
}
