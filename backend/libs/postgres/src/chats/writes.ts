import type { ChatRow } from '../events/rows.js';
import { write, type Write } from '../events/transaction.js';

/**
 * Counters rise to the greatest; the chat's own fields follow the newest state. A row without a state yet is a stub
 * (state_revision 0). Where nothing is newer the row is locked, but not written.
 */
const UPSERT = `
INSERT INTO chats AS c (id, revision, last_seq, updated_at, state_revision,
                        name, description, chat_type, is_active, created_by, created_at)
SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::bigint[],
                     $6::text[], $7::text[], $8::text[], $9::boolean[], $10::uuid[], $11::timestamptz[])
ON CONFLICT (id) DO UPDATE SET
  revision       = greatest(c.revision, excluded.revision),
  last_seq       = greatest(c.last_seq, excluded.last_seq),
  updated_at     = greatest(c.updated_at, excluded.updated_at),
  state_revision = greatest(c.state_revision, excluded.state_revision),
  name        = CASE WHEN excluded.state_revision > c.state_revision THEN excluded.name ELSE c.name END,
  description = CASE WHEN excluded.state_revision > c.state_revision THEN excluded.description ELSE c.description END,
  chat_type   = CASE WHEN excluded.state_revision > c.state_revision THEN excluded.chat_type ELSE c.chat_type END,
  is_active   = CASE WHEN excluded.state_revision > c.state_revision THEN excluded.is_active ELSE c.is_active END,
  created_by  = CASE WHEN excluded.state_revision > c.state_revision THEN excluded.created_by ELSE c.created_by END,
  created_at  = CASE WHEN excluded.state_revision > c.state_revision THEN excluded.created_at ELSE c.created_at END
WHERE excluded.revision > c.revision
   OR excluded.last_seq > c.last_seq
   OR excluded.state_revision > c.state_revision
   OR excluded.updated_at > coalesce(c.updated_at, '-infinity')`;

/** Rows sorted by id, one for each chat. Takes the chats' row locks, which order all batches about them. */
export const upsertChats = (rows: readonly ChatRow[]): Write =>
  write('upsert-chats', UPSERT, [
    rows.map((row) => row.id),
    rows.map((row) => row.revision),
    rows.map((row) => row.lastSeq),
    rows.map((row) => row.updatedAt),
    rows.map((row) => row.state?.stateRevision ?? 0),
    rows.map((row) => row.state?.name ?? null),
    rows.map((row) => row.state?.description ?? null),
    rows.map((row) => row.state?.chatType ?? null),
    rows.map((row) => row.state?.isActive ?? false),
    rows.map((row) => row.state?.createdBy ?? null),
    rows.map((row) => row.state?.createdAt ?? null),
  ]);
