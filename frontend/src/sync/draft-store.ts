import { createCell, type Cell } from './cell';
import type { DraftStorage } from './draft-storage';
import type { TabChannel } from './tab-channel';

/** What was typed and not sent, by chat. */
export type Drafts = ReadonlyMap<string, string>;

export interface DraftStore {
  readonly drafts: Cell<Drafts>;
  set(chatId: string, text: string): void;
  start(): Promise<void>;
  /** Writes what is still to be written. */
  stop(): void;
}

export interface DraftNews {
  chatId: string;
  text: string;
}

/** So long after the last key a draft is written, in milliseconds; a page that goes away does not wait. */
const WRITE_AFTER_MS = 400;

/** Drafts of one account: they survive a reload and a sign-out, and the tabs of a browser agree on them. */
export function createDraftStore(
  userId: string,
  storage: DraftStorage,
  tabs: TabChannel<DraftNews>,
): DraftStore {
  const drafts = createCell<Drafts>(new Map());
  /** Chats whose draft has changed since it was last written. */
  const unwritten = new Set<string>();
  /** Chats in which something was typed here or in another tab before the stored drafts were there. */
  const touched = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show({ chatId, text }: DraftNews): void {
    touched.add(chatId);
    if ((drafts.get().get(chatId) ?? '') === text) return;
    const next = new Map(drafts.get());
    if (text) next.set(chatId, text);
    else next.delete(chatId);
    drafts.set(next);
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const chatId of unwritten) {
      storage
        .save(userId, chatId, drafts.get().get(chatId) ?? '')
        .catch((error: unknown) => console.warn('A draft could not be kept in this browser:', error));
    }
    unwritten.clear();
  }

  const writeIfHidden = () => {
    if (document.visibilityState === 'hidden') write();
  };

  return {
    drafts,
    set(chatId, text) {
      show({ chatId, text });
      tabs.tell({ chatId, text });
      unwritten.add(chatId);
      clearTimeout(timer);
      timer = setTimeout(write, WRITE_AFTER_MS);
    },
    async start() {
      tabs.listen((news) => {
        // Whoever typed last writes it; an older text of this tab must not come after.
        unwritten.delete(news.chatId);
        show(news);
      });
      window.addEventListener('pagehide', write);
      document.addEventListener('visibilitychange', writeIfHidden);
      const stored = await storage.load(userId);
      const untouched = [...stored].filter(([chatId]) => !touched.has(chatId));
      drafts.set(new Map([...drafts.get(), ...untouched]));
    },
    stop() {
      write();
      tabs.close();
      window.removeEventListener('pagehide', write);
      document.removeEventListener('visibilitychange', writeIfHidden);
    },
  };
}
