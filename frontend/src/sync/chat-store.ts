import { unreadOf, type ChatState } from './chat-state';
import { createCell } from './cell';

/**
 * The one normalised store of the client: every chat of the viewer, by id. The feed writes to it, the UI follows it.
 * A plain object, so that it can be tested without React or a network.
 */
export interface ChatStore {
  readonly viewerId: string;
  get(chatId: string): ChatState | undefined;
  /** All chats, latest activity first. The same array until something changes. */
  list(): readonly ChatState[];
  put(state: ChatState): void;
  /** From now on these are all chats: told once, however many they are. */
  replaceAll(states: readonly ChatState[]): void;
  /** Changes a chat that is known; one that is not stays unknown. */
  update(chatId: string, change: (state: ChatState) => ChatState): void;
  drop(chatId: string): void;
  subscribe(listener: () => void): () => void;
}

/** Instants are ISO texts in UTC: they compare as text, without the cost of a language's order. */
function byActivity({ chat: a }: ChatState, { chat: b }: ChatState): number {
  if (a.updatedAt !== b.updatedAt) return a.updatedAt > b.updatedAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

export function createChatStore(viewerId: string): ChatStore {
  const cell = createCell<ReadonlyMap<string, ChatState>>(new Map());
  let sorted: { of: ReadonlyMap<string, ChatState>; list: readonly ChatState[] } = {
    of: new Map(),
    list: [],
  };

  const put = (state: ChatState) => cell.set(new Map(cell.get()).set(state.chat.id, state));
  return {
    viewerId,
    get: (chatId) => cell.get().get(chatId),
    list() {
      const chats = cell.get();
      if (sorted.of !== chats) sorted = { of: chats, list: [...chats.values()].sort(byActivity) };
      return sorted.list;
    },
    put,
    replaceAll: (states) => cell.set(new Map(states.map((state) => [state.chat.id, state]))),
    update(chatId, change) {
      const known = cell.get().get(chatId);
      const next = known && change(known);
      if (next && next !== known) put(next);
    },
    drop(chatId) {
      if (!cell.get().has(chatId)) return;
      const rest = new Map(cell.get());
      rest.delete(chatId);
      cell.set(rest);
    },
    subscribe: cell.subscribe,
  };
}

export const totalUnread = (chats: readonly ChatState[]): number =>
  chats.reduce((sum, state) => sum + unreadOf(state), 0);
