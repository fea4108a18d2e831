import type { Chat, Message, ReadCursor } from './model';
import { atLeast, exactly, UNKNOWN, type Watermark } from './watermark';

/**
 * All that the client knows of one chat. Immutable: every change is a new object, so React sees it.
 * `chat.position` is the place that this state is known to include; events up to there change nothing any more.
 */
export interface ChatState {
  readonly viewerId: string;
  /** The same object as long as this state has been carried on without a break; a chat read afresh has another. */
  readonly life: object;
  readonly chat: Chat;
  /** A run of messages without a hole, ascending by seq: what can be shown. Empty until something was read. */
  readonly messages: readonly Message[];
  /**
   * Messages that are known, each as it was told last, but not part of the run: beyond a hole after its end (own ones whose
   * answer overtook the feed, those of `changes` before their turn), or, while a page is awaited, before its beginning.
   */
  readonly aside: readonly Message[];
  /** So many pages of messages were asked for and have not come yet. */
  readonly awaitedPages: number;
  readonly cursors: ReadonlyMap<string, Watermark>;
  /** The end of the messages that the viewer has looked at; may run ahead of the cursor on the server. */
  readonly seenSeq: number;
  /** Ids of own messages that were accepted, but of which no Persisted was seen yet. */
  readonly unstored: ReadonlySet<string>;
  /** True: nothing older than the first of `messages` exists for the viewer. */
  readonly isFromStart: boolean;
}

/** A chat as the list names it: no message read yet. */
export function newChatState(viewerId: string, chat: Chat, lastReadSeq: number): ChatState {
  return {
    viewerId,
    life: {},
    chat,
    messages: [],
    aside: [],
    awaitedPages: 0,
    cursors: new Map([[viewerId, exactly(UNKNOWN, lastReadSeq)]]),
    seenSeq: 0,
    unstored: new Set(),
    isFromStart: chat.lastSeq === 0,
  };
}

export const watermarkOf = (state: ChatState, userId: string): Watermark =>
  state.cursors.get(userId) ?? UNKNOWN;

/** unread is never counted, only subtracted. */
export function unreadOf(state: ChatState): number {
  const read = Math.max(watermarkOf(state, state.viewerId).low, state.seenSeq);
  return Math.max(0, state.chat.lastSeq - read);
}

export const hasOlder = (state: ChatState): boolean =>
  !state.isFromStart && state.messages.length > 0 && (state.messages[0]?.seq ?? 1) > 1;

/**
 * Is there a hole after the run that no event will fill? What lies beyond it came no later than the chat's place. So it
 * is where a discarded message was, or where a page lacked what Redis alone knew: the newest page tells.
 */
export function hasHole({ messages, aside, chat }: ChatState): boolean {
  const end = messages.at(-1)?.seq;
  if (end === undefined) return false;
  return aside.some(({ seq, revision }) => seq > end && revision <= chat.position.revision);
}

/** Changes one user's watermark by `change`; the same state if it says nothing new. */
export function withWatermark(
  state: ChatState,
  userId: string,
  change: (mark: Watermark, seq: number) => Watermark,
  seq: number,
): ChatState {
  const known = watermarkOf(state, userId);
  const next = change(known, seq);
  return next === known ? state : { ...state, cursors: new Map(state.cursors).set(userId, next) };
}

export const withCursors = (state: ChatState, cursors: readonly ReadCursor[]): ChatState =>
  cursors.reduce((next, cursor) => withWatermark(next, cursor.userId, exactly, cursor.lastReadSeq), state);

/** After an interruption of the feed: Persisted is not repeated, so nobody can wait for it any more. */
export const withoutUnstored = (state: ChatState): ChatState =>
  state.unstored.size ? { ...state, unstored: new Set() } : state;

/** The viewer has looked at the messages up to `seq`. */
export const withSeen = (state: ChatState, seq: number): ChatState =>
  seq > state.seenSeq ? { ...state, seenSeq: seq } : state;

/** What a message says about its chat: it is one of its messages, and its author has read up to it. */
export function noteMessage(state: ChatState, message: Message): ChatState {
  const { chat } = state;
  const isNewest = message.seq > chat.lastSeq;
  const next = isNewest
    ? {
        ...state,
        chat: { ...chat, lastSeq: message.seq, updatedAt: later(chat.updatedAt, message.createdAt) },
      }
    : state;
  return withWatermark(next, message.senderId, atLeast, message.seq);
}

/** The later of two instants; both are ISO texts in UTC, so they compare as text. */
const later = (a: string, b: string): string => (a > b ? a : b);

/** Takes over a chat's own fields; its counters never fall. The position stays: that is the feed's to move. */
export function withChat(state: ChatState, chat: Chat): ChatState {
  const lastSeq = Math.max(state.chat.lastSeq, chat.lastSeq);
  const updatedAt = later(state.chat.updatedAt, chat.updatedAt);
  return { ...state, chat: { ...chat, lastSeq, updatedAt, position: state.chat.position } };
}

export const withPosition = (state: ChatState, position: Chat['position']): ChatState => ({
  ...state,
  chat: { ...state.chat, position },
});

/** These messages are in Postgres now. */
export function withStored(state: ChatState, messageIds: readonly string[]): ChatState {
  if (!messageIds.some((id) => state.unstored.has(id))) return state;
  const unstored = new Set(state.unstored);
  for (const id of messageIds) unstored.delete(id);
  return { ...state, unstored };
}

export const withUnstored = (state: ChatState, message: Message): ChatState =>
  message.senderId === state.viewerId && !state.unstored.has(message.id)
    ? { ...state, unstored: new Set(state.unstored).add(message.id) }
    : state;
