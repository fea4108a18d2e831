import type { Person } from './person.js';
import type { Chat, FeedEvent, Message, Position } from './shapes.js';

/** What a client knows of one chat: a fresh read, kept up by events alone. */
export interface ChatState {
  chat: Omit<Chat, 'position' | 'lastSeq' | 'participantIds'>;
  participantIds: string[];
  lastSeq: number;
  revision: number;
  messages: Message[];
  unread: number;
}

/** Reads a chat afresh; `at` is a place at or before what was read, so that events after it may repeat, but none is missed. */
export async function freshRead(
  person: Person,
  chatId: string,
  via?: number,
): Promise<{ state: ChatState; at: Position }> {
  const { position, lastSeq, participantIds, ...chat } = await person.chat(chatId, via);
  const [messages, unread] = await Promise.all([person.history(chatId, via), person.unread(chatId, via)]);
  const state = {
    chat,
    participantIds: [...participantIds].sort(),
    lastSeq,
    revision: position.revision,
    messages,
    unread,
  };
  return { state, at: position };
}

/** One event applied: the newer revision wins, so a repeat changes nothing. */
export function applyEvent(state: ChatState, event: FeedEvent, viewerId: string): ChatState {
  if (event.__typename === 'Ready' || event.__typename === 'Persisted') return state;
  if (event.__typename === 'Reset') throw new Error('a Reset has no state to go on from');
  const next = { ...state, revision: Math.max(state.revision, event.position.revision) };
  const people = new Set(next.participantIds);
  switch (event.__typename) {
    case 'MessageAdded':
    case 'MessageUpdated':
    case 'MessageDeleted':
      return withMessage(next, event.message, viewerId);
    case 'MessagesRead':
      return event.cursor.userId === viewerId
        ? {
            ...next,
            unread: Math.max(
              0,
              next.lastSeq - Math.max(event.cursor.lastReadSeq, next.lastSeq - next.unread),
            ),
          }
        : next;
    case 'ParticipantAdded':
      people.add(event.userId);
      return withChat({ ...next, participantIds: [...people].sort() }, event.chat);
    case 'ParticipantRemoved':
      people.delete(event.userId);
      return { ...next, participantIds: [...people].sort() };
    case 'ChatCreated':
    case 'ChatChanged':
      return withChat(next, event.chat);
    default:
      throw new Error(`a client does not expect ${event.__typename} here`);
  }
}

function withMessage(state: ChatState, message: Message, viewerId: string): ChatState {
  const known = state.messages.find((one) => one.id === message.id);
  if (known && known.revision >= message.revision) return state;
  const messages = [...state.messages.filter((one) => one.id !== message.id), message].sort(
    (a, b) => a.seq - b.seq,
  );
  if (known || message.seq <= state.lastSeq) return { ...state, messages };
  const lastReadSeq = message.senderId === viewerId ? message.seq : state.lastSeq - state.unread;
  return { ...state, messages, lastSeq: message.seq, unread: message.seq - lastReadSeq };
}

function withChat(state: ChatState, chat: Chat): ChatState {
  const { position: _position, lastSeq: _lastSeq, participantIds: _people, ...fields } = chat;
  return { ...state, chat: fields };
}
