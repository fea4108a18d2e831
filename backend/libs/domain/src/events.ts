import type { Chat, Instant, Message, Participant, ReadCursor } from './shapes.js';

/**
 * Every change of a chat is one event with its own revision; an event carries the whole new state of what it
 * changed, so that storing it is an upsert in which the newer revision wins: any order, any number of times.
 *
 * | event              | made by                           | carries                        | lane     |
 * |--------------------|-----------------------------------|--------------------------------|----------|
 * | MessageAdded       | createMessage                     | message (and the author's read)| messages |
 * | MessageUpdated     | updateMessage                     | message                        | messages |
 * | MessageDeleted     | removeMessage                     | message (tombstone)            | messages |
 * | MessagesRead       | markChatAsRead, markMessageAsRead | cursor, unreadCount            | receipts |
 * | ChatCreated        | createChat                        | chat, participantIds           | chats    |
 * | ChatChanged        | updateChat                        | chat                           | chats    |
 * | ChatRemoved        | removeChat                        | chat (isActive false)          | chats    |
 * | ParticipantAdded   | addParticipant(s)                 | participant, chat              | chats    |
 * | ParticipantRemoved | removeParticipant                 | participant (leftAt set)       | chats    |
 */
interface EventBase {
  chatId: string;
  epoch: string;
  revision: number;
  /** When the sender accepted it. For people and for ages; never for order. */
  at: Instant;
  /** The request it was made by. For logs and traces alone: no client is shown it, nothing is decided by it. */
  origin?: Origin;
}

/** Which request something comes of, told along the whole way: log lines and traces of several processes find together by it. */
export interface Origin {
  /** X-Request-Id as it came, or as the service made it. */
  requestId: string;
  /** The request's span as W3C Trace Context writes it; only while traces are collected. */
  traceparent?: string;
}

export interface MessageAdded extends EventBase {
  type: 'MessageAdded';
  message: Message;
  /** The sender that accepted it, e.g. sender-2. For testers; of no meaning to order or storage. */
  acceptedBy?: string;
}
export interface MessageUpdated extends EventBase {
  type: 'MessageUpdated';
  message: Message;
}
export interface MessageDeleted extends EventBase {
  type: 'MessageDeleted';
  message: Message;
}
export interface MessagesRead extends EventBase {
  type: 'MessagesRead';
  cursor: ReadCursor;
  /** lastSeq - lastReadSeq at this revision. */
  unreadCount: number;
}
export interface ChatCreated extends EventBase {
  type: 'ChatCreated';
  chat: Chat;
  /** Everybody in it, the creator first. */
  participantIds: string[];
}
export interface ChatChanged extends EventBase {
  type: 'ChatChanged';
  chat: Chat;
}
export interface ChatRemoved extends EventBase {
  type: 'ChatRemoved';
  chat: Chat;
}
export interface ParticipantAdded extends EventBase {
  type: 'ParticipantAdded';
  participant: Participant;
  chat: Chat;
}
export interface ParticipantRemoved extends EventBase {
  type: 'ParticipantRemoved';
  participant: Participant;
}

export type ChatEvent =
  | MessageAdded
  | MessageUpdated
  | MessageDeleted
  | MessagesRead
  | ChatCreated
  | ChatChanged
  | ChatRemoved
  | ParticipantAdded
  | ParticipantRemoved;

/** Not a change of the chat and without a revision: these messages are now committed in Postgres. */
export interface Persisted {
  type: 'Persisted';
  chatId: string;
  messageIds: string[];
}

/** What travels on a chat's channel. */
export type ChatSignal = ChatEvent | Persisted;

/** The three queues between senders and workers; separate so that a flood of receipts never delays a message. */
export const LANES = ['messages', 'chats', 'receipts'] as const;
export type Lane = (typeof LANES)[number];

/** Which queue carries an event to Postgres. */
export function laneOf(event: ChatEvent): Lane {
  switch (event.type) {
    case 'MessageAdded':
    case 'MessageUpdated':
    case 'MessageDeleted':
      return 'messages';
    case 'MessagesRead':
      return 'receipts';
    default:
      return 'chats';
  }
}

/** Which queue carries the events of a pending key. */
export function laneOfPendingKey(key: string): Lane {
  if (key.startsWith('m:')) return 'messages';
  return key.startsWith('r:') ? 'receipts' : 'chats';
}

/**
 * The thing an event is the new state of, as its field in the chat's pending hash. A newer event of the same
 * thing replaces the older there, since it carries the whole state. `created` stands alone: it carries the first participants, which a
 * later `chat` state does not.
 */
export function pendingKeyOf(event: ChatEvent): string {
  switch (event.type) {
    case 'MessageAdded':
    case 'MessageUpdated':
    case 'MessageDeleted':
      return `m:${event.message.seq}`;
    case 'MessagesRead':
      return `r:${event.cursor.userId}`;
    case 'ParticipantAdded':
    case 'ParticipantRemoved':
      return `p:${event.participant.userId}`;
    case 'ChatCreated':
      return 'created';
    case 'ChatChanged':
    case 'ChatRemoved':
      return 'chat';
  }
}
