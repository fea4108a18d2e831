import type { Chat, ChatChange, ChatChanges, Message, ParticipantAdded } from './model';
import {
  newChatState,
  noteMessage,
  withChat,
  withCursors,
  withPosition,
  withUnstored,
  withWatermark,
  type ChatState,
} from './chat-state';
import { endOf, joinPage, joinScattered, newer } from './message-run';
import { exactly } from './watermark';

/**
 * Old state + what came = new state. Every function here may be given the same thing twice, or things in any order:
 * messages merge by id with the newer revision, counters and watermarks only rise.
 */

/** Of a chat that nobody has open: beyond so many messages it is cut to so many, which leaves room until the next cut. */
const MOST_MESSAGES = 400;
const KEPT_MESSAGES = 200;

/** Joins what lies aside to the run, as far as there is no hole. */
function settleAside(state: ChatState): ChatState {
  if (!state.aside.length || !state.messages.length) return state;
  const { run, before, beyond } = joinScattered(state.messages, state.aside);
  // What changed before the run is read with its page, when somebody scrolls there. But a page that is awaited was perhaps
  // asked for before the change: it would bring the old text for good.
  const aside = state.awaitedPages ? [...before, ...beyond] : beyond;
  return { ...state, messages: run, aside };
}

/** Puts messages into the run, or aside as long as they have no place there. */
function place(state: ChatState, messages: readonly Message[]): ChatState {
  if (!messages.length) return state;
  const byId = new Map(state.aside.map((message) => [message.id, message]));
  for (const message of messages) byId.set(message.id, newer(byId.get(message.id) ?? message, message));
  return settleAside({ ...state, aside: [...byId.values()] });
}

/** A page is asked for: until it has come, what is told of messages outside the run is kept for it. */
export const awaitingPage = (state: ChatState): ChatState => ({
  ...state,
  awaitedPages: state.awaitedPages + 1,
});

/** A page has come, or never will. */
export const withPageOver = (state: ChatState): ChatState =>
  settleAside({ ...state, awaitedPages: state.awaitedPages - 1 });

/** A chat that nobody has open keeps its end; what is before it is read again when somebody scrolls there. */
export function trimmed(state: ChatState): ChatState {
  // A page that is awaited may belong to what would be cut off.
  if (state.messages.length <= MOST_MESSAGES || state.awaitedPages) return state;
  return { ...state, messages: state.messages.slice(-KEPT_MESSAGES), isFromStart: false };
}

/**
 * The page of a `messages` query, ascending: the newest, or the one `beforeSeq`. `isFirstPage`: the server had nothing
 * older to give.
 */
export function mergePage(
  state: ChatState,
  page: readonly Message[],
  isFirstPage: boolean,
  beforeSeq?: number,
): ChatState {
  const next = page.reduce(noteMessage, state);
  const messages = joinPage(next.messages, page, beforeSeq);
  const startsHere = isFirstPage && messages[0]?.seq === (page[0]?.seq ?? messages[0]?.seq);
  const startsAsBefore = next.isFromStart && messages[0]?.seq === next.messages[0]?.seq;
  return settleAside({ ...next, messages, isFromStart: startsAsBefore || startsHere });
}

/** The answer to one's own createMessage. It may overtake events of others, so it waits aside of a hole. */
export function mergeAnswer(state: ChatState, message: Message): ChatState {
  const isKnown =
    message.seq <= endOf(state.messages) || state.aside.some((known) => known.id === message.id);
  const next = isKnown ? state : withUnstored(noteMessage(state, message), message);
  return place(next, [message]);
}

/** The answer to an edit or a deletion; it may come before or after the event that tells the same. */
export const mergeMessageAnswer = (state: ChatState, message: Message): ChatState => place(state, [message]);

/**
 * The answer to a change of the chat itself: its fields show at once. The place stays, so that the events in between are still
 * applied; an answer that the feed has overtaken already says nothing new.
 */
export function mergeChatAnswer(state: ChatState, chat: Chat): ChatState {
  const { epoch, revision } = state.chat.position;
  const isOvertaken = chat.position.epoch === epoch && chat.position.revision <= revision;
  return isOvertaken ? state : withChat(state, chat);
}

function mergeMessageEvent(state: ChatState, message: Message, isNew: boolean): ChatState {
  const next = noteMessage(state, message);
  // Of a chat that had none the first that is told, though the answer to a later one may have overtaken it.
  const isFirst = state.isFromStart || message.seq >= next.chat.lastSeq;
  const startsRun = isNew && !next.messages.length && isFirst;
  const isFromStart = next.isFromStart || (startsRun && message.seq === 1);
  const merged = startsRun
    ? settleAside({ ...next, messages: [message], isFromStart })
    : place(next, [message]);
  return isNew ? withUnstored(merged, message) : merged;
}

/** The chat's next event: the caller has made sure that none between is missing. */
export function applyEvent(state: ChatState, event: ChatChange): ChatState {
  return withPosition(changeBy(state, event), event.position);
}

function changeBy(state: ChatState, event: ChatChange): ChatState {
  switch (event.__typename) {
    case 'MessageAdded':
      return mergeMessageEvent(state, event.message, true);
    case 'MessageUpdated':
    case 'MessageDeleted':
      return mergeMessageEvent(state, event.message, false);
    case 'MessagesRead':
      return withCursors(state, [event.cursor]);
    case 'ChatCreated':
    case 'ChatChanged':
      return withChat(state, event.chat);
    case 'ParticipantAdded':
      return withParticipant(state, event);
    case 'ParticipantRemoved':
      return withoutParticipant(state, event.userId);
    case 'ChatRemoved':
      return { ...state, chat: { ...state.chat, isActive: false } };
  }
}

/** Whoever joins starts at the chat's end; of two ends the lower one, should either be ahead of this event. */
function withParticipant(state: ChatState, { userId, chat }: ParticipantAdded): ChatState {
  const joinedSeq = Math.min(state.chat.lastSeq, chat.lastSeq);
  const known = state.chat.participantIds;
  const participantIds = known.includes(userId) ? known : [...known, userId];
  return withWatermark(withChat(state, { ...chat, participantIds }), userId, exactly, joinedSeq);
}

function withoutParticipant(state: ChatState, userId: string): ChatState {
  const participantIds = state.chat.participantIds.filter((id) => id !== userId);
  const cursors = new Map(state.cursors);
  cursors.delete(userId);
  return { ...state, cursors, chat: { ...state.chat, participantIds } };
}

/** One page of `changes`: each thing in its latest state, in no order to rely on. */
export function mergeChanges(state: ChatState, changes: ChatChanges): ChatState {
  const withFields = changes.chat ? withChat(state, changes.chat) : state;
  const noted = withCursors(changes.messages.reduce(noteMessage, withFields), changes.reads);
  const merged = place(noted, changes.messages);
  // A receiver that lags behind what the feed has told already must not turn the place back.
  const { epoch, revision } = state.chat.position;
  const isBehind = changes.position.epoch === epoch && changes.position.revision < revision;
  return isBehind ? merged : withPosition(merged, changes.position);
}

/** A chat read afresh: nothing of an earlier state is left. */
export function freshState(
  viewerId: string,
  chat: Chat,
  lastReadSeq: number,
  latest: readonly Message[],
  isFirstPage: boolean,
): ChatState {
  return mergePage(newChatState(viewerId, chat, lastReadSeq), latest, isFirstPage);
}
