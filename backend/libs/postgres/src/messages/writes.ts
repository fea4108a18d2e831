import type { Message } from '@converge/domain';
import type { ReadRow } from '../events/rows.js';
import { write, type Write } from '../events/transaction.js';

/** The newest state of a message wins; its place, author and key never change. */
const UPSERT_MESSAGES = `
INSERT INTO messages AS m (id, chat_id, seq, revision, sender_id, client_message_id,
                           content, created_at, edited_at, deleted_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::text[],
                     $7::text[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[])
ON CONFLICT (id) DO UPDATE SET
  revision = excluded.revision, content = excluded.content,
  edited_at = excluded.edited_at, deleted_at = excluded.deleted_at
WHERE excluded.revision > m.revision`;

/** Rows sorted by id, one for each message. A seq or client key of another message is a unique violation. */
export const upsertMessages = (rows: readonly Message[]): Write =>
  write('upsert-messages', UPSERT_MESSAGES, [
    rows.map((row) => row.id),
    rows.map((row) => row.chatId),
    rows.map((row) => row.seq),
    rows.map((row) => row.revision),
    rows.map((row) => row.senderId),
    rows.map((row) => row.clientMessageId),
    rows.map((row) => row.content),
    rows.map((row) => row.createdAt),
    rows.map((row) => row.editedAt),
    rows.map((row) => row.deletedAt),
  ]);

/** An advance of a watermark happened once: of two reports of it the earlier is true. */
const INSERT_READS = `
INSERT INTO message_reads AS r (chat_id, user_id, up_to_seq, read_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::timestamptz[])
ON CONFLICT (chat_id, user_id, up_to_seq) DO UPDATE SET read_at = excluded.read_at
WHERE excluded.read_at < r.read_at`;

/** Rows sorted by key, one for each advance. */
export const insertReads = (rows: readonly ReadRow[]): Write =>
  write('insert-reads', INSERT_READS, [
    rows.map((row) => row.chatId),
    rows.map((row) => row.userId),
    rows.map((row) => row.upToSeq),
    rows.map((row) => row.readAt),
  ]);
