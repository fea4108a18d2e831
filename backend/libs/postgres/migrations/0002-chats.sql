-- The record of chats. Events are stored in any order, so a row is made by whichever event comes first (a stub:
-- state_revision 0, or revision 0 for a participant) and filled by the newest state; hence no foreign keys here.
-- fillfactor leaves room for updates in place: counters and watermarks are in no index.

CREATE TABLE chats (
  id             uuid PRIMARY KEY,
  name           text,
  description    text,
  chat_type      text,
  is_active      boolean NOT NULL,
  created_by     uuid,
  created_at     timestamptz(3),
  updated_at     timestamptz(3),
  last_seq       bigint NOT NULL,
  revision       bigint NOT NULL,
  -- 0: a stub, known only through its messages, cursors or participants.
  state_revision bigint NOT NULL,
  CONSTRAINT chats_type CHECK (chat_type IN ('direct', 'group')),
  CONSTRAINT chats_filled CHECK (
    state_revision = 0 OR (chat_type IS NOT NULL AND created_by IS NOT NULL
                           AND created_at IS NOT NULL AND updated_at IS NOT NULL))
) WITH (fillfactor = 80);

CREATE TABLE chat_participants (
  chat_id       uuid NOT NULL,
  user_id       uuid NOT NULL,
  role          text NOT NULL,
  joined_at     timestamptz(3) NOT NULL,
  joined_seq    bigint NOT NULL,
  left_at       timestamptz(3),
  -- Of the latest change of the membership. 0: a stub, made by a message or a cursor that came first.
  revision      bigint NOT NULL,
  last_read_seq bigint NOT NULL,
  read_at       timestamptz(3) NOT NULL,
  -- At which the watermark reached last_read_seq.
  read_revision bigint NOT NULL,
  PRIMARY KEY (chat_id, user_id),
  CONSTRAINT chat_participants_role CHECK (role IN ('admin', 'member')),
  CONSTRAINT chat_participants_stub CHECK (revision > 0 OR left_at IS NOT NULL)
) WITH (fillfactor = 80);

-- The chats of a user. What changed in a chat needs no index of its own: a chat has at most 1,000 participants.
CREATE INDEX chat_participants_by_user ON chat_participants (user_id, chat_id) WHERE left_at IS NULL;

CREATE TABLE messages (
  id                uuid PRIMARY KEY,
  chat_id           uuid NOT NULL,
  seq               bigint NOT NULL,
  revision          bigint NOT NULL,
  sender_id         uuid NOT NULL,
  client_message_id text,
  content           text,
  created_at        timestamptz(3) NOT NULL,
  edited_at         timestamptz(3),
  deleted_at        timestamptz(3),
  CONSTRAINT messages_seq CHECK (seq > 0 AND revision > 0),
  CONSTRAINT messages_tombstone CHECK ((content IS NULL) = (deleted_at IS NOT NULL))
);

-- A page is a range of seq.
CREATE UNIQUE INDEX messages_chat_seq ON messages (chat_id, seq);
-- The idempotency key, for ever.
CREATE UNIQUE INDEX messages_client_id ON messages (chat_id, sender_id, client_message_id)
  WHERE client_message_id IS NOT NULL;
-- What changed after a position.
CREATE INDEX messages_chat_revision ON messages (chat_id, revision);
-- When an author's own message first passed a seq.
CREATE INDEX messages_chat_sender_seq ON messages (chat_id, sender_id, seq);

-- One row for each advance of a watermark by reading.
CREATE TABLE message_reads (
  chat_id   uuid NOT NULL,
  user_id   uuid NOT NULL,
  up_to_seq bigint NOT NULL,
  read_at   timestamptz(3) NOT NULL,
  PRIMARY KEY (chat_id, user_id, up_to_seq)
);

-- Unread is never counted, only subtracted.
CREATE VIEW unread_counts AS
SELECT p.chat_id, p.user_id, greatest(0, c.last_seq - p.last_read_seq) AS unread_count
  FROM chat_participants p
  JOIN chats c ON c.id = p.chat_id
 WHERE p.left_at IS NULL AND c.is_active;
