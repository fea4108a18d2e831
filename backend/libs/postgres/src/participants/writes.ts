import type { ParticipantRow } from '../events/rows.js';
import { write, type Write } from '../events/transaction.js';

/** What a stub has where nothing is known: not a member, since the beginning of time. */
const NEVER = '1970-01-01T00:00:00.000Z';

/** Is the watermark that comes ahead of the one that stands? The same as isAhead, which says it of a batch. */
const AHEAD = `(excluded.last_read_seq > p.last_read_seq
   OR (excluded.last_read_seq = p.last_read_seq
       AND (excluded.read_revision, excluded.read_at) < (p.read_revision, p.read_at)))`;

/**
 * Two things live in a row and move on their own: the membership follows its newest revision; the watermark only
 * rises, and of two equal ones the one reached first stays.
 */
const UPSERT = `
INSERT INTO chat_participants AS p (chat_id, user_id, role, joined_at, joined_seq, left_at, revision,
                                    last_read_seq, read_at, read_revision)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::bigint[], $6::timestamptz[],
                     $7::bigint[], $8::bigint[], $9::timestamptz[], $10::bigint[])
ON CONFLICT (chat_id, user_id) DO UPDATE SET
  role       = CASE WHEN excluded.revision > p.revision THEN excluded.role ELSE p.role END,
  joined_at  = CASE WHEN excluded.revision > p.revision THEN excluded.joined_at ELSE p.joined_at END,
  joined_seq = CASE WHEN excluded.revision > p.revision THEN excluded.joined_seq ELSE p.joined_seq END,
  left_at    = CASE WHEN excluded.revision > p.revision THEN excluded.left_at ELSE p.left_at END,
  revision   = greatest(p.revision, excluded.revision),
  last_read_seq = greatest(p.last_read_seq, excluded.last_read_seq),
  read_at       = CASE WHEN ${AHEAD} THEN excluded.read_at ELSE p.read_at END,
  read_revision = CASE WHEN ${AHEAD} THEN excluded.read_revision ELSE p.read_revision END
WHERE excluded.revision > p.revision OR ${AHEAD}`;

/** Rows sorted by key, one for each user in a chat. */
export const upsertParticipants = (rows: readonly ParticipantRow[]): Write =>
  write('upsert-participants', UPSERT, [
    rows.map((row) => row.chatId),
    rows.map((row) => row.userId),
    rows.map((row) => row.membership?.role ?? 'member'),
    rows.map((row) => row.membership?.joinedAt ?? NEVER),
    rows.map((row) => row.membership?.joinedSeq ?? 0),
    rows.map((row) => (row.membership ? row.membership.leftAt : NEVER)),
    rows.map((row) => row.membership?.revision ?? 0),
    rows.map((row) => row.cursor.lastReadSeq),
    rows.map((row) => row.cursor.readAt),
    rows.map((row) => row.cursor.revision),
  ]);
