import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { Person } from '../../target/target.js';
import type { RunningStack } from '../subjects/stack.js';

/** A chat as if it had been written for years: straight into Postgres, as the worker would have left it. */
export interface Archived {
  chatId: string;
  messages: number;
}

const CHAT = `INSERT INTO chats
    (id, name, chat_type, is_active, created_by, created_at, updated_at, last_seq, revision, state_revision)
  SELECT id, 'archive', 'group', true, $2, now() - interval '2 years', now() - interval '1 day', $3::int, $3::int + 1, 1
    FROM unnest($1::uuid[]) AS chat (id)`;
/** Both have read all but the last ten. */
const PARTICIPANTS = `INSERT INTO chat_participants
    (chat_id, user_id, role, joined_at, joined_seq, revision, last_read_seq, read_at, read_revision)
  SELECT id, user_id, CASE WHEN user_id = ($2::uuid[])[1] THEN 'admin' ELSE 'member' END,
         now() - interval '2 years', 0, 1, greatest(0, $3::int - 10), now() - interval '1 day', greatest(1, $3::int - 9)
    FROM unnest($1::uuid[]) AS chat (id), unnest($2::uuid[]) AS person (user_id)`;
/** Creation was revision 1, each message the next. */
const MESSAGES = `INSERT INTO messages
    (id, chat_id, seq, revision, sender_id, client_message_id, content, created_at)
  SELECT uuidv7(), id, seq, seq + 1, ($2::uuid[])[1 + seq % 2], uuidv7()::text,
         'Message ' || seq || ' of a chat that has been going on for longer than anybody can remember.',
         now() - interval '1 day' - ($3::int - seq) * interval '1 minute'
    FROM unnest($1::uuid[]) AS chat (id), generate_series(1, $3::int) AS seq
   ORDER BY seq`;

/** So many chats of two people with so many messages each; the first person has made them. */
export async function archiveChats(
  stack: RunningStack,
  people: readonly [Person, Person],
  { chats, messages }: { chats: number; messages: number },
): Promise<Archived[]> {
  const ids = Array.from({ length: chats }, () => randomUUID());
  const userIds = people.map(({ id }) => id);
  const client = new Client({ connectionString: stack.stack.postgresUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(CHAT, [ids, userIds[0], messages]);
    await client.query(PARTICIPANTS, [ids, userIds, messages]);
    await client.query(MESSAGES, [ids, userIds, messages]);
    await client.query('COMMIT');
    // What autovacuum would have done long ago.
    await client.query('VACUUM (ANALYZE) chats, chat_participants, messages');
  } finally {
    await client.end();
  }
  return ids.map((chatId) => ({ chatId, messages }));
}
