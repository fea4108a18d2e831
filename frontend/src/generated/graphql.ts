/**
 * The types of the public API that the client asks for, in the shape a generator would give them. Nothing but types,
 * and written by nobody's taste: each mirrors a type of backend/<service>/schema.gql.
 * `sync/operations.spec.ts` holds every document against those schemas.
 */
export type DateTime = string;
export type ChatType = 'direct' | 'group';

export interface User {
  id: string;
  username: string;
  displayName: string;
  isActive: boolean;
}

export interface AuthPayload {
  accessToken: string;
  accessTokenExpiresAt: DateTime;
  user: User;
}

export interface Instance {
  service: string;
  number: number;
  id: string;
  startedAt: DateTime;
  version: string;
}

export interface Position {
  epoch: string;
  revision: number;
}

export interface Chat {
  id: string;
  name: string | null;
  description: string | null;
  chatType: ChatType;
  participantIds: string[];
  isActive: boolean;
  createdAt: DateTime;
  updatedAt: DateTime;
  lastSeq: number;
  position: Position;
}

export interface Message {
  id: string;
  chatId: string;
  senderId: string;
  content: string | null;
  seq: number;
  revision: number;
  clientMessageId: string | null;
  isEdited: boolean;
  isDeleted: boolean;
  createdAt: DateTime;
  editedAt: DateTime | null;
}

export interface ReadCursor {
  chatId: string;
  userId: string;
  lastReadSeq: number;
  readAt: DateTime;
}

export interface UnreadCount {
  chatId: string;
  lastReadSeq: number;
}

export interface MessageReadStatus {
  messageId: string;
  readByUsers: { userId: string }[];
}

export interface ChatChanges {
  position: Position;
  reset: boolean;
  chat: Chat | null;
  messages: Message[];
  reads: ReadCursor[];
  hasMore: boolean;
}

export interface Ready {
  __typename: 'Ready';
  instance: string;
}
export interface Reset {
  __typename: 'Reset';
  chatId: string;
  position: Position;
}
export interface MessageEvent {
  __typename: 'MessageAdded' | 'MessageUpdated' | 'MessageDeleted';
  chatId: string;
  position: Position;
  message: Message;
}
export interface MessagesRead {
  __typename: 'MessagesRead';
  chatId: string;
  position: Position;
  cursor: ReadCursor;
}
export interface ChatStateEvent {
  __typename: 'ChatCreated' | 'ChatChanged';
  chatId: string;
  position: Position;
  chat: Chat;
}
export interface ParticipantAdded {
  __typename: 'ParticipantAdded';
  chatId: string;
  position: Position;
  userId: string;
  chat: Omit<Chat, 'participantIds'>;
}
export interface ParticipantRemoved {
  __typename: 'ParticipantRemoved';
  chatId: string;
  position: Position;
  userId: string;
}
export interface ChatRemoved {
  __typename: 'ChatRemoved';
  chatId: string;
  position: Position;
}
export interface Persisted {
  __typename: 'Persisted';
  chatId: string;
  messageIds: string[];
}

/** A change of one chat, with the revision that it made. */
export type ChatChange =
  MessageEvent | MessagesRead | ChatStateEvent | ParticipantAdded | ParticipantRemoved | ChatRemoved;

/** Everything `viewerEvents` can say. */
export type ViewerEvent = Ready | Reset | ChatChange | Persisted;
