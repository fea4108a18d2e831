/** An instant as ISO 8601 text in UTC with milliseconds; the one form used in events, Redis, rows and GraphQL. */
export type Instant = string;

export type ChatType = 'direct' | 'group';

export type Role = 'admin' | 'member';

/**
 * A chat without its participants (they change on their own and can be a thousand).
 * `revision` and `lastSeq` count every change and every message; `stateRevision` is the revision of the
 * latest change of the chat's own fields (name, description, isActive), so that two copies can be compared.
 */
export interface Chat {
  id: string;
  name: string | null;
  description: string | null;
  chatType: ChatType;
  isActive: boolean;
  /** The creator; of a group, its admin. */
  createdBy: string;
  createdAt: Instant;
  /** Latest activity: a message accepted or the chat's own fields changed. */
  updatedAt: Instant;
  lastSeq: number;
  revision: number;
  stateRevision: number;
}

/** One user's membership of one chat, in its latest state. `leftAt` is null while they are in it. */
export interface Participant {
  chatId: string;
  userId: string;
  role: Role;
  joinedAt: Instant;
  /** The chat's lastSeq when they joined; unread counting starts there. */
  joinedSeq: number;
  leftAt: Instant | null;
  revision: number;
}

/** A message in its latest state. Deleted: `content` is null and `deletedAt` set; seq stays taken. */
export interface Message {
  id: string;
  chatId: string;
  senderId: string;
  content: string | null;
  clientMessageId: string | null;
  createdAt: Instant;
  editedAt: Instant | null;
  deletedAt: Instant | null;
  /** Dense, 1-based place in the chat; assigned once. */
  seq: number;
  /** Revision of the message's latest change. */
  revision: number;
}

/** How far a user has read a chat: a watermark that only rises. */
export interface ReadCursor {
  chatId: string;
  userId: string;
  lastReadSeq: number;
  readAt: Instant;
  revision: number;
}

/** That a user has read a message, and since when. */
export interface MessageRead {
  messageId: string;
  chatId: string;
  userId: string;
  seq: number;
  readAt: Instant;
}

/** unread is never counted, only subtracted. */
export function unreadCount(lastSeq: number, lastReadSeq: number): number {
  return Math.max(0, lastSeq - lastReadSeq);
}

/** A place in a chat's history: which life of the hot store, and how many changes into it. */
export interface Position {
  epoch: string;
  revision: number;
}

export type ServiceName = 'user' | 'sender' | 'receiver' | 'worker';

/** One running process, as the registry and the instance selector know it. */
export interface Instance {
  service: ServiceName;
  /** 1-based within its service. */
  number: number;
  /** `<service>-<number>`. */
  id: string;
  startedAt: Instant;
  version: string;
}

/** Who is asking: taken from a verified access token, never from an argument. */
export interface Viewer {
  userId: string;
  sessionId: string;
  roles: readonly string[];
  /** Token expiry, epoch milliseconds. */
  expiresAtMs: number;
}

/** Of the whole installation, not of one chat. */
export function isAdmin(viewer: Viewer): boolean {
  return viewer.roles.includes('admin');
}
