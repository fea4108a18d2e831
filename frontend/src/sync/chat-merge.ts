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
import { joinPage, joinScattered, putInto } from './message-run';
import { exactly } from './watermark';

/**
 * Old state + what came = new state. Every function here may be given the same thing twice, or things in any order:
 * messages merge by id with the newer revision, counters and watermarks only rise.
 */

/** Joins what lies ahead to the run, as far as there is no hole. */
function settleAhead(state: ChatState): ChatState {
  if (!state.ahead.length || !state.messages.length) return state;
  const { run, rest } = joinScattered(state.messages, state.ahead);
  return { ...state, messages: run, ahead: rest };
}

/** The page of a `messages` query, ascending. `isFirstPage`: the server had nothing older to give. */
export function mergePage(state: ChatState, page: readonly Message[], isFirstPage: boolean): ChatState {
  const next = page.reduce(noteMessage, state);
  const messages = joinPage(next.messages, page);
  const startsHere = isFirstPage && messages[0]?.seq === (page[0]?.seq ?? messages[0]?.seq);
  return settleAhead({ ...next, messages, isFromStart: next.isFromStart || startsHere });
}

/** The answer to one's own createMessage. It may overtake events of others, so it waits `ahead` of a hole. */
export function mergeAnswer(state: ChatState, message: Message): ChatState {
  const isKnown = [...state.messages, ...state.ahead].some((known) => known.id === message.id);
  if (isKnown) return { ...state, messages: putInto(state.messages, message) };
  const next = withUnstored(noteMessage(state, message), message);
  return settleAhead({ ...next, ahead: [...next.ahead, message] });
}

/** The answer to an edit or a deletion; it may come before or after the event that tells the same. */
export function mergeMessageAnswer(state: ChatState, message: Message): ChatState {
  const ahead = state.ahead.map((known) =>
    known.id === message.id && known.revision < message.revision ? message : known,
  );
  return { ...state, messages: putInto(state.messages, message), ahead };
}

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
  const startsRun = isNew && !next.messages.length && message.seq >= next.chat.lastSeq;
  const messages = startsRun ? [message] : putInto(next.messages, message);
  const isFromStart = next.isFromStart || (startsRun && message.seq === 1);
  const merged = settleAhead({ ...next, messages, isFromStart });
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
  const { run, rest } = joinScattered(noted.messages, [...noted.ahead, ...changes.messages]);
  // Changes of messages older than the run are not kept: their page will be read when somebody scrolls there.
  const merged = { ...noted, messages: run, ahead: rest };
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
