import type { Deployment } from '../testkit/deployment.js';
import { Rows } from '../testkit/rows.js';

/** Chats that have not as many rows as messages were counted in them. */
const HOLES = `SELECT id FROM chats WHERE last_seq <> (SELECT count(*) FROM messages WHERE chat_id = chats.id)`;

/** Resolves once every message that was counted in a chat is a row in Postgres. */
export async function hasNoHoles(stack: Deployment): Promise<void> {
  const rows = new Rows(stack);
  await rows.until(
    'every message of every chat in Postgres',
    () => rows.all<{ id: string }>(HOLES),
    (found) => found.length === 0,
  );
}
