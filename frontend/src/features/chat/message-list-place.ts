import type { VirtualItem } from '@tanstack/react-virtual';
import { unreadOf, type ChatState } from '../../sync/chat-state';
import type { ChatStore } from '../../sync/chat-store';
import type { Row } from './rows';

/** Where somebody was in a chat, and what is worth keeping of it while another one is open. Lives as long as the page. */
export interface Place {
  /** The row at the top edge, and how much of it is above; null: at the end. */
  top: { key: string; above: number } | null;
  /** The first unread message when the chat was opened. */
  unreadFrom: number | null;
  rows: readonly Row[];
  /** Heights as measured, by the row's key. */
  heights: Map<VirtualItem['key'], number>;
}

/** By account, so that nothing outlives it. */
const places = new WeakMap<ChatStore, Map<string, Place>>();

/** Beyond so many chats the place of the one that was opened longest ago is forgotten. */
const MAX_PLACES = 30;

export function placeOf(store: ChatStore, chatId: string): Place {
  const known = places.get(store) ?? new Map<string, Place>();
  places.set(store, known);
  const place = known.get(chatId) ?? { top: null, unreadFrom: null, rows: [], heights: new Map() };
  known.delete(chatId);
  known.set(chatId, place);
  const oldest = known.keys().next();
  if (known.size > MAX_PLACES && !oldest.done) known.delete(oldest.value);
  return place;
}

/** Unread messages up to so many are read at opening, so that the chat opens at the first of them. */
const OPENING_MESSAGES = 200;

/** What was unread when the chat was opened. Fixed from then on, while the chat is being read and goes on. */
export interface Unread {
  /** The seq of the first unread message. */
  readonly from: number;
  readonly count: number;
  /** Too far up to open the chat there. */
  readonly isFar: boolean;
}

/** Null if all is read. */
export function unreadNow(state: ChatState): Unread | null {
  const count = unreadOf(state);
  return count ? { from: state.chat.lastSeq - count + 1, count, isFar: count > OPENING_MESSAGES } : null;
}

/** Is it this row's message that `from` names? If that was discarded its seq is empty: then it is the one after. */
export function isFirstUnread(rows: readonly Row[], index: number, from: number): boolean {
  const seq = rows[index]?.message?.seq ?? 0;
  return seq === from || (seq > from && (rows[index - 1]?.message?.seq ?? Infinity) < from);
}

/** -1: it has not been read. */
export const firstUnreadRow = (rows: readonly Row[], from: number): number =>
  rows.findIndex((_, index) => isFirstUnread(rows, index, from));

export interface Start {
  /** The row to begin at; null: at the end. */
  index: number | null;
  /** How much of it is above the edge; negative: so much of what comes before it is to be seen. */
  above: number;
}

/** Above the divider there is room for what was read last. */
const CONTEXT_PX = 96;

/** Where a chat opens: where one was if nothing new has come since, else at the first unread message, else at the end. */
export function startOf(rows: readonly Row[], place: Place, unread: Unread | null): Start {
  const { top } = place;
  if (top && (unread === null || unread.from === place.unreadFrom)) {
    const index = rows.findIndex((row) => row.key === top.key);
    if (index >= 0) return { index, above: top.above };
  }
  const index = unread && !unread.isFar ? firstUnreadRow(rows, unread.from) : -1;
  return index >= 0 ? { index, above: -CONTEXT_PX } : { index: null, above: 0 };
}
