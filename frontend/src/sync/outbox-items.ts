import { createCell } from './cell';
import type { OutboxItem, OutboxStorage } from './outbox-item';
import { createRecent } from './recent';
import type { TabChannel } from './tab-channel';

/** What a tab tells the others of its outbox. */
export type OutboxNews = { put: OutboxItem } | { drop: string };

/** The items of one account, in memory, in the browser's storage, and the same in all tabs. */
export interface OutboxItems {
  /** Begins to hear the other tabs. */
  start(): void;
  stop(): void;
  /** Takes up what is stored; answers the items that were not known here. */
  load(): Promise<readonly OutboxItem[]>;
  put(item: OutboxItem): void;
  drop(item: OutboxItem): void;
  /** In the order of sending. */
  ofChat(chatId: string): readonly OutboxItem[];
  all(): readonly OutboxItem[];
  /** What failed; the same array until something changes. */
  failed(): readonly OutboxItem[];
  find(id: string): OutboxItem | undefined;
  chatIds(): readonly string[];
  subscribe(listener: () => void): () => void;
}

/** So many ids of what has left are remembered; other tabs are late by moments, not by a thousand messages. */
const REMEMBERED = 1_000;

const NOTHING: readonly OutboxItem[] = [];

/** Ids are UUIDs of version 7: sorted by id is sorted by the time they were made, in whichever tab. */
const byId = (a: OutboxItem, b: OutboxItem): number => (a.id < b.id ? -1 : 1);

export function createOutboxItems(
  userId: string,
  storage: OutboxStorage,
  tabs?: TabChannel<OutboxNews>,
): OutboxItems {
  const cell = createCell<ReadonlyMap<string, readonly OutboxItem[]>>(new Map());
  /** Ids that have left; what a slower tab still says of them is late. */
  const gone = createRecent(REMEMBERED);

  const ofChat = (chatId: string) => cell.get().get(chatId) ?? NOTHING;
  const all = () => [...cell.get().values()].flat();
  let failed = { of: cell.get(), items: NOTHING };
  const find = (id: string) => all().find((item) => item.id === id);
  const setChat = (chatId: string, items: readonly OutboxItem[]) =>
    cell.set(new Map(cell.get()).set(chatId, items));
  const kept = (work: Promise<void>) =>
    void work.catch((error: unknown) =>
      console.warn('The outbox could not be written to this browser:', error),
    );

  function show(item: OutboxItem): void {
    const others = ofChat(item.chatId).filter(({ id }) => id !== item.id);
    setChat(item.chatId, [...others, item].sort(byId));
  }

  function hide(id: string): void {
    gone.add(id);
    const item = find(id);
    if (!item) return;
    setChat(
      item.chatId,
      ofChat(item.chatId).filter((other) => other.id !== id),
    );
  }

  return {
    start: () =>
      tabs?.listen((news) => {
        if ('drop' in news) {
          hide(news.drop);
          // Once more, in case this tab has just written it.
          kept(storage.remove(news.drop));
        } else if (!gone.has(news.put.id)) show(news.put);
      }),
    stop: () => tabs?.close(),
    async load() {
      const stored = await storage.load(userId);
      const unknown = stored.filter(({ id }) => !gone.has(id) && !find(id));
      unknown.forEach(show);
      return unknown;
    },
    put(item) {
      show(item);
      kept(storage.save(item));
      tabs?.tell({ put: item });
    },
    drop({ id }) {
      hide(id);
      kept(storage.remove(id));
      tabs?.tell({ drop: id });
    },
    ofChat,
    all,
    failed() {
      const of = cell.get();
      if (failed.of !== of) failed = { of, items: all().filter(({ state }) => state === 'failed') };
      return failed.items;
    },
    find,
    chatIds: () => [...cell.get().keys()],
    subscribe: cell.subscribe,
  };
}
