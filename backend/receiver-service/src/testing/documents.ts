import type { Position } from '@converge/domain';

const POSITIONS =
  '... on Reset { chatId position { epoch revision } } ... on MessageAdded { chatId position { epoch revision } message { seq content } }';
/** Everything of one chat. */
export const EVENTS = `subscription ($chatId: ID!, $since: PositionInput) { chatEvents(chatId: $chatId, since: $since) {
  __typename ... on Ready { at { epoch revision } instance } ${POSITIONS}
  ... on MessageUpdated { message { content isEdited } } ... on MessageDeleted { message { content isDeleted } }
  ... on MessagesRead { cursor { userId lastReadSeq unreadCount } } ... on ParticipantAdded { userId chat { participantIds } }
  ... on ParticipantRemoved { userId } ... on ChatCreated { chat { id participantIds position { revision } } }
  ... on ChatChanged { chat { name } } ... on Persisted { messageIds } } }`;
/** Everything of all chats of the viewer. */
export const VIEWER = `subscription { viewerEvents { __typename ${POSITIONS} ... on ChatCreated { chatId }
  ... on ParticipantAdded { chatId userId } ... on ParticipantRemoved { chatId userId } ... on ChatRemoved { chatId } } }`;

/** A value of either. */
export interface Value {
  __typename: string;
  chatId?: string;
  at?: Position;
  position?: Position;
  message?: { seq: number; content: string };
}
export const seqs = (values: Value[]) => values.flatMap((value) => value.message?.seq ?? []);
export const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
export const types = (values: Value[]) => values.map((value) => value.__typename);
