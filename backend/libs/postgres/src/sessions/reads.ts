import type { Session, User } from '@converge/domain';
import type { DataSource } from 'typeorm';
import { USER_COLUMNS } from '../users/columns.js';
import { statement } from '../users/statement.js';

/** What is read of sessions: always from the primary, so that a revocation is seen at once. */
export function sessionReads(dataSource: DataSource) {
  return {
    /** The sessions of a user that were used within `withinMs` and are not revoked, latest used first. */
    openSessions: (userId: string, withinMs: number): Promise<Session[]> =>
      statement<Session>(
        dataSource,
        `SELECT s.id, s.user_id AS "userId", s.user_agent AS "userAgent", s.created_at AS "createdAt",
           s.last_used_at AS "lastUsedAt"
         FROM sessions s
         WHERE s.user_id = $1 AND s.revoked_at IS NULL AND s.last_used_at > now() - $2 * interval '1 ms'
         ORDER BY s.last_used_at DESC LIMIT 200`,
        [userId, withinMs],
      ),

    /** The account a session is of; null when it is unknown, revoked, or its account deactivated. */
    async ownerOfOpenSession(sessionId: string): Promise<User | null> {
      const rows = await statement<User>(
        dataSource,
        `SELECT ${USER_COLUMNS} FROM sessions s JOIN users u ON u.id = s.user_id
         WHERE s.id = $1 AND s.revoked_at IS NULL AND u.is_active`,
        [sessionId],
      );
      return rows[0] ?? null;
    },

    /** Sessions revoked within `withinMs`: those of which an access token may still be about. */
    async recentlyRevoked(withinMs: number): Promise<string[]> {
      const rows = await statement<{ id: string }>(
        dataSource,
        `SELECT s.id FROM sessions s WHERE s.revoked_at > now() - $1 * interval '1 ms'`,
        [withinMs],
      );
      return rows.map(({ id }) => id);
    },
  };
}
