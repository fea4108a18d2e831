import type { Message } from './model';
import { watermarkOf, type ChatState } from './chat-state';

/**
 * The state of an own message: in the outbox, accepted by a sender, stored in Postgres, read by all others.
 * Each is shown by a tick with a text of its own.
 */
export type Tick = 'clock' | 'accepted' | 'stored' | 'read';

/**
 * How far an own message may be blue. Messages up to `readUpTo` are read by all others; those from `unreadFrom` on are
 * certainly not; between the two nobody knows until somebody asks.
 */
export interface ReadReach {
  readUpTo: number;
  unreadFrom: number;
}

export function readReachOf(state: ChatState): ReadReach {
  const others = state.chat.participantIds.filter((id) => id !== state.viewerId);
  // Alone in a chat, nobody else can have read anything.
  if (!others.length) return { readUpTo: 0, unreadFrom: 1 };
  const marks = others.map((userId) => watermarkOf(state, userId));
  return {
    readUpTo: marks.reduce((least, mark) => Math.min(least, mark.low), Infinity),
    unreadFrom: marks.reduce((least, mark) => Math.min(least, mark.high), Infinity),
  };
}

/** The tick of a message that the server has; `isInOutbox`: its Persisted is still awaited. */
export function tickOf(message: Message, state: ChatState, reach: ReadReach, isInOutbox: boolean): Tick {
  if (message.seq <= reach.readUpTo) return 'read';
  return isInOutbox || state.unstored.has(message.id) ? 'accepted' : 'stored';
}

/** Own messages of which it is not known whether all others have read them, ascending. */
export function undecided(state: ChatState): readonly Message[] {
  const reach = readReachOf(state);
  return state.messages.filter((message) => isUndecided(message, state, reach));
}

export const isUndecided = (message: Message, state: ChatState, reach: ReadReach): boolean =>
  message.senderId === state.viewerId &&
  !message.isDeleted &&
  message.seq > reach.readUpTo &&
  message.seq < reach.unreadFrom;
