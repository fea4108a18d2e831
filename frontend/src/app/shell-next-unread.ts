import { unreadOf, type ChatState } from '../sync/chat-state';

/** The nearest chat with unread messages after (1) or before (-1) the open one, going round; null: there is none. */
export function nearestUnread(
  chats: readonly ChatState[],
  openId: string | null,
  direction: 1 | -1,
): string | null {
  const at = chats.findIndex(({ chat }) => chat.id === openId);
  const from = at < 0 && direction < 0 ? chats.length : at;
  for (let step = 1; step <= chats.length; step++) {
    const state = chats.at((from + direction * step) % chats.length);
    if (state && state.chat.id !== openId && unreadOf(state) > 0) return state.chat.id;
  }
  return null;
}
