import type { Message } from '@converge/domain';
import type { DataSource } from 'typeorm';
import { readAny } from '../read.js';

export const MESSAGE = `m.id, m.chat_id AS "chatId", m.sender_id AS "senderId", m.content,
  m.client_message_id AS "clientMessageId", m.created_at AS "createdAt", m.edited_at AS "editedAt",
  m.deleted_at AS "deletedAt", m.seq, m.revision`;

/** SELECTs about messages. seq is dense, so a page is a range of it. */
export function messageReads(dataSource: DataSource) {
  return {
    /** Both ends belong to the range; ascending. */
    messagesBySeq: (chatId: string, fromSeq: number, toSeq: number): Promise<Message[]> =>
      readAny<Message>(
        dataSource,
        `SELECT ${MESSAGE} FROM messages m WHERE m.chat_id = $1 AND m.seq BETWEEN $2 AND $3 ORDER BY m.seq`,
        [chatId, fromSeq, toSeq],
      ),

    messageById: async (messageId: string): Promise<Message | null> => {
      const rows = await readAny<Message>(dataSource, `SELECT ${MESSAGE} FROM messages m WHERE m.id = $1`, [
        messageId,
      ]);
      return rows[0] ?? null;
    },

    /** What an author's idempotency key became in a chat, however long ago. */
    messageByClientId: async (
      chatId: string,
      senderId: string,
      clientMessageId: string,
    ): Promise<Message | null> => {
      const rows = await readAny<Message>(
        dataSource,
        `SELECT ${MESSAGE} FROM messages m WHERE m.chat_id = $1 AND m.sender_id = $2 AND m.client_message_id = $3`,
        [chatId, senderId, clientMessageId],
      );
      return rows[0] ?? null;
    },
  };
}
