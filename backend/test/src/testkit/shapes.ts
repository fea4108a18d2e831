/** What the tests ask for, as fragments, and the shape in which it comes. */
export const MESSAGE =
  'id chatId senderId content seq revision clientMessageId isEdited isDeleted createdAt editedAt';
export const POSITION = 'position { epoch revision }';
export const CHAT = `id name description chatType participantIds isActive createdAt updatedAt lastSeq ${POSITION}`;
export const CURSOR = 'chatId userId lastReadSeq readAt unreadCount';

export const CHAT_EVENT = `__typename
  ... on Ready { instance at { epoch revision } }
  ... on Reset { chatId ${POSITION} }
  ... on MessageAdded { chatId ${POSITION} acceptedBy message { ${MESSAGE} } }
  ... on MessageUpdated { chatId ${POSITION} message { ${MESSAGE} } }
  ... on MessageDeleted { chatId ${POSITION} message { ${MESSAGE} } }
  ... on MessagesRead { chatId ${POSITION} cursor { ${CURSOR} } }
  ... on ChatCreated { chatId ${POSITION} chat { ${CHAT} } }
  ... on ChatChanged { chatId ${POSITION} chat { ${CHAT} } }
  ... on ParticipantAdded { chatId ${POSITION} userId chat { ${CHAT} } }
  ... on ParticipantRemoved { chatId ${POSITION} userId }
  ... on ChatRemoved { chatId ${POSITION} }
  ... on Persisted { chatId messageIds }`;

export interface Position {
  epoch: string;
  revision: number;
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
  createdAt: string;
  editedAt: string | null;
}
export interface Chat {
  id: string;
  name: string | null;
  description: string | null;
  chatType: 'direct' | 'group';
  participantIds: string[];
  isActive: boolean;
  lastSeq: number;
  position: Position;
}
export interface Cursor {
  chatId: string;
  userId: string;
  lastReadSeq: number;
  readAt: string;
  unreadCount: number;
}
/** Any member of the union, with the fields of all: a test looks at __typename first. */
export interface FeedEvent {
  __typename: string;
  chatId: string;
  position: Position;
  message: Message;
  cursor: Cursor;
  chat: Chat;
  userId: string;
  messageIds: string[];
  instance: string;
  at: Position | null;
}
