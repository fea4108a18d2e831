import { v4 } from 'uuid';
import { keepText, keptText } from '../ui/preferences/browser-store';
import { wait } from './backoff';

/** Longer than any request that is made under it: a tab that went away in its middle does not hold the others up for ever. */
const HELD_MS = 20_000;
/** Tabs of other processes see what one has written a moment later. */
const SEEN_AFTER_MS = 50;
const LOOK_AGAIN_MS = 100;

interface Lease {
  owner: string;
  until: number;
}

function leaseIn(key: string): Lease | null {
  const [owner, until] = (keptText(key) ?? '').split(' ');
  return owner && Number(until) > Date.now() ? { owner, until: Number(until) } : null;
}

/**
 * Runs `work` while no other tab of this browser runs any, where there are no Web Locks (plain http): whoever has
 * written their name into localStorage, and finds it there a moment later, has the turn until they are done.
 */
export async function underLease<T>(key: string, work: () => Promise<T>, random = Math.random): Promise<T> {
  const owner = v4();
  while (leaseIn(key)?.owner !== owner) {
    if (leaseIn(key)) {
      await wait(LOOK_AGAIN_MS * (1 + random()));
      continue;
    }
    // Where nothing can be kept, nothing can be agreed on.
    if (!keepText(key, `${owner} ${Date.now() + HELD_MS}`)) break;
    await wait(SEEN_AFTER_MS * (1 + random()));
  }
  try {
    return await work();
  } finally {
    if (leaseIn(key)?.owner === owner) keepText(key, null);
  }
}
