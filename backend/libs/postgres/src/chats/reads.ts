import type { Chat, Message, Participant, ReadCursor } from '@converge/domain';
import type { DataSource } from 'typeorm';
import { CURSOR, PARTICIPANT } from '../participants/reads.js';
import { MESSAGE } from '../messages/reads.js';
import { readAny, readPrimary, readSnapshot } from '../read.js';

const CHAT = `c.id, c.name, c.description, c.chat_type AS "chatType", c.is_active AS "isActive",
  c.created_by AS "createdBy", c.created_at AS "createdAt", c.updated_at AS "updatedAt",
  c.last_seq AS "lastSeq", c.revision, c.state_revision AS "stateRevision"`;

/** Of how many messages a hydrated chat still knows the idempotency keys. */
const IDEMPOTENCY_KEYS = 5000;

/** A message's idempotency key, as the hot state needs it. */
export interface StoredKey {
  userId: string;
  clientMessageId: string;
  messageId: string;
  seq: number;
  /** What was sent under the key; null once the message was edited or deleted: then it is not known any more. */
  content: string | null;
}

/** All that makes a cold chat hot. */
export interface ChatForHydration {
  chat: Chat;
  /** Those who left too: their watermark lives on, and an older event must not bring them back. */
  participants: Participant[];
  cursors: ReadCursor[];
  idempotencyKeys: StoredKey[];
}

/** How far a chat has been counted in Postgres. */
export interface StoredCounters {
  revision: number;
  lastSeq: number;
}

/** What has a revision above a given one, each in its latest state. */
export interface StoredChanges {
  chat: Chat;
  /** Ascending by revision, at most as many as asked for. */
  messages: Message[];
  cursors: ReadCursor[];
  /** Those who joined and those who left. */
  participants: Participant[];
}

/** Chats, and the places in them that were asked for; a place is left out where there is none. */
export interface StoredPlaces {
  chats: Chat[];
  /** Those who left too. */
  participants: Participant[];
  cursors: ReadCursor[];
}

type PlaceColumns = Omit<ReadCursor, 'chatId' | 'revision'> & { readRevision: number };

/** A chat that a user is in, and how far they have read it. */
export interface StoredPlace {
  chat: Chat;
  cursor: ReadCursor;
}

/** SELECTs about chats. A stub is not a chat yet: no read returns one, but for its counters. */
export function chatReads(dataSource: DataSource) {
  return {
    /**
     * A chat as Postgres' primary knows it at one moment, or null. Of the newest 5,000 messages the idempotency
     * keys, as far as they are younger than `idempotencySince`.
     */
    chatForHydration: (chatId: string, idempotencySince: string): Promise<ChatForHydration | null> =>
      readSnapshot(dataSource, async (query) => {
        const [chat] = await query<Chat>(
          `SELECT ${CHAT} FROM chats c WHERE c.id = $1 AND c.state_revision > 0`,
          [chatId],
        );
        if (!chat) return null;
        const participants = await query<Participant>(
          `SELECT ${PARTICIPANT} FROM chat_participants p WHERE p.chat_id = $1 AND p.revision > 0`,
          [chatId],
        );
        const cursors = await query<ReadCursor>(
          `SELECT ${CURSOR} FROM chat_participants p WHERE p.chat_id = $1`,
          [chatId],
        );
        const idempotencyKeys = await query<StoredKey>(
          `SELECT newest.sender_id AS "userId", newest.client_message_id AS "clientMessageId", newest.id AS "messageId",
                  newest.seq, CASE WHEN newest.edited_at IS NULL THEN newest.content END AS content
             FROM (SELECT m.id, m.seq, m.sender_id, m.client_message_id, m.content, m.created_at, m.edited_at
                     FROM messages m WHERE m.chat_id = $1 ORDER BY m.seq DESC LIMIT ${IDEMPOTENCY_KEYS}) newest
            WHERE newest.created_at >= $2 AND newest.client_message_id IS NOT NULL`,
          [chatId, idempotencySince],
        );
        return { chat, participants, cursors, idempotencyKeys };
      }),

    /**
     * The counters of a chat's row on the primary, a stub's too; null if there is no row. A stub is not a chat, but
     * its numbers are given away: a chat made under its id has to count on from them.
     */
    stubCounters: async (chatId: string): Promise<StoredCounters | null> => {
      const rows = await readPrimary<StoredCounters>(
        dataSource,
        'SELECT c.revision, c.last_seq AS "lastSeq" FROM chats c WHERE c.id = $1',
        [chatId],
      );
      return rows[0] ?? null;
    },

    /** Removed ones too (isActive false). */
    chat: async (chatId: string): Promise<Chat | null> => {
      const rows = await readAny<Chat>(
        dataSource,
        `SELECT ${CHAT} FROM chats c WHERE c.id = $1 AND c.state_revision > 0`,
        [chatId],
      );
      return rows[0] ?? null;
    },

    /** Those of the given chats that exist, removed ones too; in no particular order. */
    chatsByIds: (chatIds: readonly string[]): Promise<Chat[]> =>
      readAny<Chat>(dataSource, `SELECT ${CHAT} FROM chats c WHERE c.id = ANY($1) AND c.state_revision > 0`, [
        chatIds,
      ]),

    /**
     * Chats and one user's place in each, at one moment, from the primary: for what was settled so lately that a
     * replica may not have it. Pairs by index; a user of null asks for the chat alone.
     */
    placesOf: (chatIds: readonly string[], userIds: readonly (string | null)[]): Promise<StoredPlaces> =>
      readSnapshot(dataSource, async (query) => {
        const asked = 'unnest($1::uuid[], $2::uuid[]) AS q (chat_id, user_id)';
        const places = `${asked} JOIN chat_participants p ON p.chat_id = q.chat_id AND p.user_id = q.user_id`;
        const chats = await query<Chat>(
          `SELECT ${CHAT} FROM chats c WHERE c.id = ANY($1) AND c.state_revision > 0`,
          [chatIds],
        );
        const participants = await query<Participant>(`SELECT ${PARTICIPANT} FROM ${places}`, [
          chatIds,
          userIds,
        ]);
        const cursors = await query<ReadCursor>(`SELECT ${CURSOR} FROM ${places}`, [chatIds, userIds]);
        return { chats, participants, cursors };
      }),

    /** The chats that each of these users is in now, each with their place in it; in no particular order. */
    chatsOf: async (userIds: readonly string[]): Promise<StoredPlace[]> => {
      const rows = await readAny<Chat & PlaceColumns>(
        dataSource,
        `SELECT ${CHAT}, p.user_id AS "userId", p.last_read_seq AS "lastReadSeq", p.read_at AS "readAt",
                p.read_revision AS "readRevision"
           FROM chat_participants p JOIN chats c ON c.id = p.chat_id
          WHERE p.user_id = ANY($1) AND p.left_at IS NULL AND c.is_active AND c.state_revision > 0`,
        [userIds],
      );
      return rows.map(({ userId, lastReadSeq, readAt, readRevision, ...chat }) => ({
        chat,
        cursor: { chatId: chat.id, userId, lastReadSeq, readAt, revision: readRevision },
      }));
    },

    /** The chats that both users are in now, latest activity first. */
    commonChats: (userId: string, otherId: string): Promise<Chat[]> =>
      readAny<Chat>(
        dataSource,
        `SELECT ${CHAT} FROM chat_participants p
           JOIN chat_participants o ON o.chat_id = p.chat_id AND o.user_id = $2 AND o.left_at IS NULL
           JOIN chats c ON c.id = p.chat_id
          WHERE p.user_id = $1 AND p.left_at IS NULL AND c.is_active AND c.state_revision > 0
          ORDER BY c.updated_at DESC, c.id`,
        [userId, otherId],
      ),

    /** Every active chat, latest activity first. For admins. */
    allChats: (): Promise<Chat[]> =>
      readAny<Chat>(
        dataSource,
        `SELECT ${CHAT} FROM chats c WHERE c.is_active AND c.state_revision > 0 ORDER BY c.updated_at DESC, c.id`,
        [],
      ),

    /**
     * What changed in a chat above `revision`, at one moment, from the primary (a lagging replica would leave a
     * hole that the client could not see); null if there is no such chat. `limit` bounds the messages: of cursors and participants there are
     * never more than people in the chat.
     */
    changesSince: (chatId: string, revision: number, limit: number): Promise<StoredChanges | null> =>
      readSnapshot(dataSource, async (query) => {
        const [chat] = await query<Chat>(
          `SELECT ${CHAT} FROM chats c WHERE c.id = $1 AND c.state_revision > 0`,
          [chatId],
        );
        if (!chat) return null;
        const messages = await query<Message>(
          `SELECT ${MESSAGE} FROM messages m WHERE m.chat_id = $1 AND m.revision > $2 ORDER BY m.revision LIMIT $3`,
          [chatId, revision, limit],
        );
        const cursors = await query<ReadCursor>(
          `SELECT ${CURSOR} FROM chat_participants p WHERE p.chat_id = $1 AND p.read_revision > $2
            ORDER BY p.read_revision`,
          [chatId, revision],
        );
        const participants = await query<Participant>(
          `SELECT ${PARTICIPANT} FROM chat_participants p WHERE p.chat_id = $1 AND p.revision > $2 ORDER BY p.revision`,
          [chatId, revision],
        );
        return { chat, messages, cursors, participants };
      }),

    /** Which of these are ids of active accounts. */
    existingUserIds: async (userIds: readonly string[]): Promise<string[]> => {
      const rows = await readPrimary<{ id: string }>(
        dataSource,
        'SELECT u.id FROM users u WHERE u.id = ANY($1) AND u.is_active',
        [userIds],
      );
      return rows.map((row) => row.id);
    },
  };
}
