import type { Chat, ChatEvent, Message, Participant, ReadCursor } from '@converge/domain';

/** All that a chat is besides its messages, those who left included. */
export interface ChatRecord {
  chat: Chat | null;
  participants: Participant[];
  cursors: ReadCursor[];
}

/**
 * What a chat becomes when events that Postgres may not have yet are applied to what it has. Any order, any number
 * of repeats: of each thing the newer revision wins, counters and watermarks only rise.
 */
export function fold(stored: ChatRecord, events: readonly ChatEvent[]): ChatRecord {
  const participants = new Map(stored.participants.map((each) => [each.userId, each]));
  const cursors = new Map(stored.cursors.map((each) => [each.userId, each]));
  let { chat } = stored;
  for (const event of events) {
    for (const participant of participantsOf(event)) keepNewer(participants, participant);
    for (const cursor of cursorsOf(event)) raise(cursors, cursor);
    if ('chat' in event) chat = newerState(chat, event.chat);
  }
  // Counters last: whatever order the events came in, each of them counts once there is a chat to count for.
  for (const event of events) if (chat) chat = counted(chat, event);
  return { chat, participants: [...participants.values()], cursors: [...cursors.values()] };
}

/** The message an event carries the new state of. */
export function messageOf(event: ChatEvent): Message | null {
  return 'message' in event ? event.message : null;
}

/** Watermarks that an event raises: by reading, by writing, by joining (which counts what was before as read). */
export function cursorsOf(event: ChatEvent): ReadCursor[] {
  const { chatId, revision } = event;
  const cursor = (userId: string, lastReadSeq: number, readAt: string): ReadCursor => ({
    chatId,
    userId,
    lastReadSeq,
    readAt,
    revision,
  });
  switch (event.type) {
    case 'MessagesRead':
      return [event.cursor];
    case 'MessageAdded':
    case 'MessageUpdated':
    case 'MessageDeleted': // an edit replaces the pending send, so it stands for it
      return [cursor(event.message.senderId, event.message.seq, event.message.createdAt)];
    case 'ParticipantAdded':
      return [cursor(event.participant.userId, event.participant.joinedSeq, event.participant.joinedAt)];
    case 'ChatCreated':
      return event.participantIds.map((userId) => cursor(userId, event.chat.lastSeq, event.at));
    default:
      return [];
  }
}

function participantsOf(event: ChatEvent): Participant[] {
  switch (event.type) {
    case 'ParticipantAdded':
    case 'ParticipantRemoved':
      return [event.participant];
    case 'ChatCreated':
      return event.participantIds.map((userId) => ({
        chatId: event.chatId,
        userId,
        role: event.chat.chatType === 'group' && userId === event.chat.createdBy ? 'admin' : 'member',
        joinedAt: event.at,
        joinedSeq: event.chat.lastSeq,
        leftAt: null,
        revision: event.revision,
      }));
    default:
      return [];
  }
}

function keepNewer(participants: Map<string, Participant>, participant: Participant): void {
  const known = participants.get(participant.userId);
  if (!known || participant.revision > known.revision) participants.set(participant.userId, participant);
}

function raise(cursors: Map<string, ReadCursor>, cursor: ReadCursor): void {
  const known = cursors.get(cursor.userId);
  if (!known || cursor.lastReadSeq > known.lastReadSeq) cursors.set(cursor.userId, cursor);
}

function newerState(known: Chat | null, chat: Chat): Chat {
  if (!known) return chat;
  const state = chat.stateRevision > known.stateRevision ? chat : known;
  return { ...state, ...highest(known, chat.lastSeq, chat.revision, chat.updatedAt) };
}

function counted(chat: Chat, event: ChatEvent): Chat {
  const message = messageOf(event);
  return {
    ...chat,
    ...highest(chat, message?.seq ?? 0, event.revision, message ? message.createdAt : chat.updatedAt),
  };
}

function highest(chat: Chat, lastSeq: number, revision: number, updatedAt: string) {
  return {
    lastSeq: Math.max(chat.lastSeq, lastSeq),
    revision: Math.max(chat.revision, revision),
    updatedAt: chat.updatedAt > updatedAt ? chat.updatedAt : updatedAt,
  };
}
