import type { Redis } from 'ioredis';
import { ACTIVE_CHATS_KEY, chatKeyList } from './keys.js';
import { loadScript } from './scripts.js';

const coolChat = loadScript('cool');
const forgetActive = loadScript('forget-active');

const PAGE = 100;

/**
 * Forgets the hot state of chats that no sender has announced for `quietMs` and of which nothing is pending, dead or
 * only just settled. They are hydrated again when somebody writes there. Answers how many became cold.
 */
export async function coolQuiet(redis: Redis, quietMs: number): Promise<number> {
  const now = Date.now();
  const cutoff = now - quietMs;
  let cooled = 0;
  let kept = 0;
  for (;;) {
    const quiet = await redis.zrangebyscore(ACTIVE_CHATS_KEY, '-inf', cutoff, 'LIMIT', kept, PAGE);
    if (quiet.length === 0) return cooled;
    const outcomes = await Promise.all(quiet.map((chatId) => coolOne(redis, chatId, now, cutoff)));
    const left = outcomes.filter(Boolean).length;
    cooled += left;
    kept += quiet.length - left;
  }
}

/** State first, list second: in between, the worst that can be is an empty chat on the list. */
async function coolOne(redis: Redis, chatId: string, now: number, cutoff: number): Promise<boolean> {
  if ((await coolChat(redis, chatKeyList(chatId), [now])) !== 1) return false;
  return (await forgetActive(redis, [ACTIVE_CHATS_KEY], [chatId, cutoff])) === 1;
}
