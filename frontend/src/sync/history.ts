import type { Message } from './model';
import { backoffMs, wait } from './backoff';
import { awaitingPage, mergePage, trimmed, withPageOver } from './chat-merge';
import { hasHole, hasOlder } from './chat-state';
import type { ChatStore } from './chat-store';
import { failureOf } from './failure';
import type { MessagesPage } from './feed-reads';

export interface History {
  /** Reads the newest messages of a chat, if none are known. Rejects if the server does not answer. */
  open(chatId: string): Promise<void>;
  /** Reads the page before the oldest known message. */
  older(chatId: string): Promise<void>;
  /** Reads the newest messages again until no known one lies beyond a hole; after some tries it is left to the next. */
  mend(chatId: string): Promise<void>;
  /** Reads only the last message, for the list. */
  preview(chatId: string): Promise<void>;
  /** Somebody has the chat open: all its messages are kept, until the function that this answers is called. */
  hold(chatId: string): () => void;
  /** A message was added: of a chat that nobody has open only the end is kept. */
  trim(chatId: string): void;
}

export type ReadPage = (chatId: string, limit: number, beforeSeq?: number) => Promise<MessagesPage>;

const PAGE_MESSAGES = 50;
/** A receiver without Redis cannot fill a hole: in half a minute it has it back, or another one is asked. */
const MOST_TRIES = 8;

/** Reads messages into the store, each page at most once at a time. */
export function createHistory(
  store: ChatStore,
  read: ReadPage,
  onMessages: (messages: readonly Message[]) => void,
): History {
  const reading = new Map<string, Promise<void>>();
  const holds = new Set<{ chatId: string }>();

  /**
   * True once the page is in the store. False: the chat was read afresh meanwhile, and the page, asked for before that,
   * may lack what the chat's new place is said to include.
   */
  async function load(chatId: string, limit: number, beforeSeq?: number): Promise<boolean> {
    const life = store.get(chatId)?.life;
    const isSame = () => store.get(chatId)?.life === life;
    store.update(chatId, awaitingPage);
    try {
      const page = await read(chatId, limit, beforeSeq);
      onMessages(page.messages);
      if (!isSame()) return false;
      store.update(chatId, (state) => mergePage(state, page.messages, page.isFirstPage, beforeSeq));
      return true;
    } finally {
      if (isSame()) store.update(chatId, withPageOver);
    }
  }

  async function loadLatest(chatId: string, limit: number): Promise<void> {
    while (isUnread(chatId) && !(await load(chatId, limit)));
  }

  async function closeHole(chatId: string): Promise<void> {
    const isOpen = () => {
      const state = store.get(chatId);
      return !!state && hasHole(state);
    };
    for (let tries = 0; isOpen() && tries < MOST_TRIES; tries++) {
      if (tries) await wait(backoffMs(tries));
      await load(chatId, PAGE_MESSAGES).catch((error: unknown) =>
        console.warn('A hole could not be filled yet:', failureOf(error).message),
      );
    }
  }

  function once(chatId: string, what: string, work: () => Promise<void>): Promise<void> {
    const key = `${what} ${chatId}`;
    const running = reading.get(key) ?? work().finally(() => reading.delete(key));
    reading.set(key, running);
    return running;
  }

  const isUnread = (chatId: string) => {
    const state = store.get(chatId);
    return !!state && !state.messages.length && state.chat.lastSeq > 0;
  };

  function trim(chatId: string): void {
    if (![...holds].some((hold) => hold.chatId === chatId)) store.update(chatId, trimmed);
  }

  return {
    trim,
    hold(chatId) {
      const hold = { chatId };
      holds.add(hold);
      // Not when a hold ends: it may be taken again at once, with the messages still on the screen.
      for (const { chat } of store.list()) trim(chat.id);
      return () => void holds.delete(hold);
    },
    open: async (chatId) => {
      if (isUnread(chatId)) await once(chatId, 'open', () => loadLatest(chatId, PAGE_MESSAGES));
    },
    older: async (chatId) => {
      const state = store.get(chatId);
      const first = state?.messages[0]?.seq;
      if (!state || first === undefined || !hasOlder(state)) return;
      await once(chatId, 'older', async () => void (await load(chatId, PAGE_MESSAGES, first)));
    },
    mend: (chatId) => once(chatId, 'mend', () => closeHole(chatId)),
    preview: async (chatId) => {
      if (isUnread(chatId)) await once(chatId, 'preview', () => loadLatest(chatId, 1));
    },
  };
}
