import { isUuid, notFound, type Session, type Viewer } from '@converge/domain';
import type { Accounts } from '@converge/postgres/accounts';
import type { SessionEnds } from './session-ends.js';

/** The viewer's own sessions; nobody sees or ends those of others. */
export class SessionsService {
  constructor(
    private readonly deps: { accounts: Accounts; sessionEnds: SessionEnds; refreshTtlMs: number },
  ) {}

  /** Those that can still be refreshed, latest used first. */
  async sessions(viewer: Viewer): Promise<(Session & { current: boolean })[]> {
    const sessions = await this.deps.accounts.openSessions(viewer.userId, this.deps.refreshTtlMs);
    return sessions.map((session) => ({ ...session, current: session.id === viewer.sessionId }));
  }

  async revoke(viewer: Viewer, sessionId: string): Promise<void> {
    const isEnded = isUuid(sessionId) && (await this.deps.sessionEnds.end(viewer.userId, sessionId));
    if (!isEnded) throw notFound('Session');
  }
}
