import type { Instant, Participant, ReadCursor } from '@converge/domain';
import type { DataSource } from 'typeorm';
import { readAny, readPrimary } from '../read.js';

export const PARTICIPANT = `p.chat_id AS "chatId", p.user_id AS "userId", p.role, p.joined_at AS "joinedAt",
  p.joined_seq AS "joinedSeq", p.left_at AS "leftAt", p.revision`;

export const CURSOR = `p.chat_id AS "chatId", p.user_id AS "userId", p.last_read_seq AS "lastReadSeq",
  p.read_at AS "readAt", p.read_revision AS revision`;

/** When a participant's watermark first reached a seq. */
export interface ReadTime {
  userId: string;
  readAt: Instant;
}

/** SELECTs about who is in a chat and how far they have read. */
export function participantReads(dataSource: DataSource) {
  return {
    /** Who is in the chat now. */
    participants: (chatId: string): Promise<Participant[]> =>
      readAny<Participant>(
        dataSource,
        `SELECT ${PARTICIPANT} FROM chat_participants p WHERE p.chat_id = $1 AND p.left_at IS NULL
          ORDER BY p.joined_at, p.user_id`,
        [chatId],
      ),

    /** Who is in each of these chats now: one query for a list of chats. `isLagAllowed` false: from the primary. */
    participantsOf: (chatIds: readonly string[], isLagAllowed = true): Promise<Participant[]> =>
      (isLagAllowed ? readAny : readPrimary)<Participant>(
        dataSource,
        `SELECT ${PARTICIPANT} FROM chat_participants p WHERE p.chat_id = ANY($1) AND p.left_at IS NULL
          ORDER BY p.chat_id, p.joined_at, p.user_id`,
        [chatIds],
      ),

    isParticipant: async (chatId: string, userId: string): Promise<boolean> => {
      const rows = await readAny(
        dataSource,
        'SELECT 1 FROM chat_participants p WHERE p.chat_id = $1 AND p.user_id = $2 AND p.left_at IS NULL',
        [chatId, userId],
      );
      return rows.length > 0;
    },

    /** Watermarks of those who are in the chat now. `isLagAllowed` false: from the primary. */
    cursorsOf: (chatId: string, isLagAllowed = true): Promise<ReadCursor[]> =>
      (isLagAllowed ? readAny : readPrimary)<ReadCursor>(
        dataSource,
        `SELECT ${CURSOR} FROM chat_participants p WHERE p.chat_id = $1 AND p.left_at IS NULL`,
        [chatId],
      ),

    cursor: async (chatId: string, userId: string): Promise<ReadCursor | null> => {
      const rows = await readAny<ReadCursor>(
        dataSource,
        `SELECT ${CURSOR} FROM chat_participants p WHERE p.chat_id = $1 AND p.user_id = $2`,
        [chatId, userId],
      );
      return rows[0] ?? null;
    },

    /** The user's watermark in each chat that they are in now. */
    cursorsOfUser: (userId: string): Promise<ReadCursor[]> =>
      readAny<ReadCursor>(
        dataSource,
        `SELECT ${CURSOR} FROM chat_participants p WHERE p.user_id = $1 AND p.left_at IS NULL`,
        [userId],
      ),

    /**
     * When each participant (the author too) first passed `seq`: by reading, by writing or by joining after it;
     * the earliest of these. Each is one step into an index, whatever the chat's length.
     */
    readAtOf: (chatId: string, seq: number): Promise<ReadTime[]> =>
      readAny<ReadTime>(
        dataSource,
        `SELECT p.user_id AS "userId",
                coalesce(least(r.read_at, own.created_at, CASE WHEN p.joined_seq >= $2 THEN p.joined_at END),
                         p.read_at) AS "readAt"
           FROM chat_participants p
           LEFT JOIN LATERAL (
                SELECT read_at FROM message_reads
                 WHERE chat_id = p.chat_id AND user_id = p.user_id AND up_to_seq >= $2
                 ORDER BY up_to_seq LIMIT 1) r ON true
           LEFT JOIN LATERAL (
                SELECT created_at FROM messages
                 WHERE chat_id = p.chat_id AND sender_id = p.user_id AND seq >= $2
                 ORDER BY seq LIMIT 1) own ON true
          WHERE p.chat_id = $1 AND p.left_at IS NULL AND p.last_read_seq >= $2`,
        [chatId, seq],
      ),
  };
}
