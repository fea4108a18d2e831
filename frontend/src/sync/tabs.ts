import { underLease } from './lease';
import type { TabMessage, Tabs } from './session';

const NAME = 'converge.session';

/**
 * What the tabs of one browser agree on. Web Locks need a secure context (https or localhost); elsewhere, and over plain
 * http the cookie works all the same, a lease in localStorage has to do.
 */
export function createTabs(): Tabs {
  const channel = new BroadcastChannel(NAME);
  return {
    async alone<T>(work: () => Promise<T>): Promise<T> {
      // The lib's types take the lock manager for given; on plain http it is not there.
      const locks = navigator.locks as LockManager | undefined;
      return locks ? await locks.request(NAME, work) : underLease(NAME, work);
    },
    tell: (message) => channel.postMessage(message),
    listen: (listener) =>
      channel.addEventListener('message', (event: MessageEvent<TabMessage>) => listener(event.data)),
  };
}
