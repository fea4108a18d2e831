import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { NotifierTabs, Told } from './notifier';

/** Chats of which is remembered how far was told: more than anybody hears of within the moments in which tabs compete. */
const MOST_CHATS = 300;

/** So long a tab waits for the others, in milliseconds: a name may take one some seconds, and one may hang. */
const PATIENCE_MS = 10_000;

const lookingPrefix = (viewerId: string) => `converge.looking.${viewerId}.`;

/** On plain http there is no lock manager, nor are there notifications. */
const locks = (): LockManager | undefined => navigator.locks;

const STORE = 'told';
interface Schema extends DBSchema {
  told: { key: string; value: Told };
}

/** The tabs of this browser, by what they share: IndexedDB and Web Locks. */
export function createBrowserTabs(viewerId: string): NotifierTabs {
  const database = openTold();
  const inMemory: Told = new Map();

  return {
    async inTurn(work) {
      const name = `converge.telling.${viewerId}`;
      let isMine = false;
      const inMyTurn = () => {
        isMine = true;
        return work();
      };
      try {
        await locks()?.request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, inMyTurn);
      } catch (error) {
        if (isMine) throw error;
        console.warn('Notifications of several tabs may come in another order:', error);
      }
      // Rather out of order than not at all.
      if (!isMine) await work();
    },
    async claim(change) {
      const opened = await database;
      // Each tab by itself: the same message has the same tag, so it is at least not shown beside itself.
      if (!opened) return change(inMemory);
      // No other tab reads or writes until it is done. localStorage would not do: tabs see it late.
      const transaction = opened.transaction(STORE, 'readwrite');
      const told = (await transaction.store.get(viewerId)) ?? new Map();
      const answer = change(told);
      await transaction.store.put(new Map([...told].slice(-MOST_CHATS)), viewerId);
      await transaction.done;
      return answer;
    },
    async lookedAt() {
      const prefix = lookingPrefix(viewerId);
      const held = (await locks()?.query())?.held ?? [];
      const names = held.map(({ name }) => name ?? '').filter((name) => name.startsWith(prefix));
      return new Set(names.map((name) => name.slice(prefix.length)));
    },
  };
}

/** Null where IndexedDB is forbidden, as in some private windows. */
async function openTold(): Promise<IDBPDatabase<Schema> | null> {
  try {
    return await openDB<Schema>('converge.told', 1, {
      upgrade: (database) => void database.createObjectStore(STORE),
    });
  } catch (error) {
    console.warn('Tabs cannot agree on who shows a notification:', error);
    return null;
  }
}

/** Says to all tabs that this one shows a chat, for as long as it does: a lock goes with its tab, even in a crash. */
export function lookAt(viewerId: string, chatId: string): () => void {
  const end = new AbortController();
  const untilEnd = () =>
    new Promise<void>((resolve) => end.signal.addEventListener('abort', () => resolve(), { once: true }));
  locks()
    ?.request(lookingPrefix(viewerId) + chatId, { mode: 'shared' }, () =>
      end.signal.aborted ? undefined : untilEnd(),
    )
    .catch((error: unknown) => console.warn('Other tabs do not know what is open here:', error));
  return () => end.abort();
}
