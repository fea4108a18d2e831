import type { DataSource } from 'typeorm';
import { statement } from '../users/statement.js';

/** What is written of sessions. For the user service alone. */
export function sessionWrites(dataSource: DataSource) {
  return {
    /** Opens a session of an active account (false: it is not), and clears away the user's long dead ones. */
    async insertSession(session: { id: string; userId: string; userAgent: string | null }): Promise<boolean> {
      const rows = await statement<{ id: string }>(
        dataSource,
        `WITH cleared AS (DELETE FROM sessions WHERE user_id = $2 AND last_used_at < now() - interval '30 days')
         INSERT INTO sessions (id, user_id, user_agent)
         SELECT $1::uuid, u.id, $3::text FROM users u WHERE u.id = $2 AND u.is_active FOR SHARE
         RETURNING id`,
        [session.id, session.userId, session.userAgent],
      );
      return rows.length > 0;
    },

    async touchSession(sessionId: string): Promise<void> {
      await statement(dataSource, 'UPDATE sessions SET last_used_at = now() WHERE id = $1', [sessionId]);
    },

    /** Revokes one session of a user; false: they have no such session. The same again changes nothing. */
    async revokeSession(userId: string, sessionId: string): Promise<boolean> {
      const rows = await statement<{ id: string }>(
        dataSource,
        `UPDATE sessions SET revoked_at = coalesce(revoked_at, now()) WHERE id = $1 AND user_id = $2 RETURNING id`,
        [sessionId, userId],
      );
      return rows.length > 0;
    },

    /**
     * Revokes all sessions of a user, or all but one. Answers the ids of all that were revoked within `withinMs`,
     * now or before, so that a repeated call also repeats what follows from it.
     */
    async revokeSessionsOf(userId: string, exceptId: string | null, withinMs: number): Promise<string[]> {
      const rows = await statement<{ id: string }>(
        dataSource,
        `UPDATE sessions SET revoked_at = coalesce(revoked_at, now())
         WHERE user_id = $1 AND id IS DISTINCT FROM $2
           AND (revoked_at IS NULL OR revoked_at > now() - $3 * interval '1 ms')
         RETURNING id`,
        [userId, exceptId, withinMs],
      );
      return rows.map(({ id }) => id);
    },
  };
}
