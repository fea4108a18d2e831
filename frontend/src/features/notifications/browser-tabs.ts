import type { NotifierTabs, Told } from './notifier';

/** Chats of which is remembered how far was told: more than anybody hears of within the moments in which tabs compete. */
const MOST_CHATS = 300;

const lookingPrefix = (viewerId: string) => `converge.looking.${viewerId}.`;

/** On plain http there is no lock manager, nor are there notifications. */
const locks = (): LockManager | undefined => navigator.locks;

/** The tabs of this browser, by what they share: Web Locks and localStorage. */
export function createBrowserTabs(viewerId: string): NotifierTabs {
  const key = `converge.told.${viewerId}`;

  function change<T>(work: (told: Told) => T): T {
    const told = parse(localStorage.getItem(key));
    const answer = work(told);
    localStorage.setItem(key, JSON.stringify([...told].slice(-MOST_CHATS)));
    return answer;
  }

  return {
    async claim(work) {
      const manager = locks();
      return manager ? await manager.request(key, () => change(work)) : change(work);
    },
    async lookedAt() {
      const prefix = lookingPrefix(viewerId);
      const held = (await locks()?.query())?.held ?? [];
      const names = held.map(({ name }) => name ?? '').filter((name) => name.startsWith(prefix));
      return new Set(names.map((name) => name.slice(prefix.length)));
    },
  };
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

function parse(kept: string | null): Told {
  try {
    return new Map(JSON.parse(kept ?? '[]') as [string, number][]);
  } catch (error) {
    console.warn('What was told already is not readable:', error);
    return new Map();
  }
}
