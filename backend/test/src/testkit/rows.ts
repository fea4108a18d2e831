import type { Database } from './controls.js';
import type { Stack } from './stack.js';

/** What is in Postgres, asked directly. */
export class Rows {
  private readonly database: Database;

  constructor(stack: Pick<Stack, 'database'>) {
    this.database = stack.database();
  }

  all<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return this.database.all<T>(sql, parameters);
  }

  /** The stored messages of a chat, ascending by seq. */
  messages(chatId: string) {
    return this.all<{
      id: string;
      seq: number;
      content: string;
      client_message_id: string | null;
      revision: number;
    }>('SELECT id, seq, content, client_message_id, revision FROM messages WHERE chat_id = $1 ORDER BY seq', [
      chatId,
    ]);
  }

  /** Asks again until the rows are as wanted; Postgres comes after the answer, never before. */
  async until<T>(what: string, look: () => Promise<T>, isSo: (found: T) => boolean): Promise<T> {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const found = await look();
      if (isSo(found)) return found;
      if (Date.now() > deadline)
        throw new Error(`waited in vain for ${what}; found ${JSON.stringify(found)?.slice(0, 500)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
