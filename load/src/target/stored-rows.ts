import { Client } from 'pg';
import { TargetUnreachableError, type StoredRow } from './target.js';

/**
 * What Postgres has of these chats after these seqs, per chat in the order of `after`: past every cache.
 * @throws TargetUnreachableError
 */
export async function storedRows(
  postgresUrl: string,
  after: readonly { chatId: string; seq: number }[],
): Promise<StoredRow[][]> {
  const client = new Client({ connectionString: postgresUrl });
  try {
    await client.connect();
    const chats: StoredRow[][] = [];
    for (const { chatId, seq } of after) {
      const { rows } = await client.query<StoredRow>(
        `SELECT id, seq::int, sender_id AS "senderId", content, client_message_id AS "clientMessageId"
         FROM messages WHERE chat_id = $1 AND seq > $2 ORDER BY seq`,
        [chatId, seq],
      );
      chats.push(rows);
    }
    return chats;
  } catch (error) {
    throw new TargetUnreachableError('Postgres cannot be read', { cause: error });
  } finally {
    await client.end();
  }
}
