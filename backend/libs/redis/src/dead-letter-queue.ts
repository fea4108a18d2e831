import type { Redis } from 'ioredis';
import { badUserInput, type DeadLetterReport, type Instant, type Lane } from '@converge/domain';
import { queueKey } from './lanes.js';
import { loadScript } from './scripts.js';

export const DEAD_LETTER_QUEUE = 'dead-letters';

/** An event that can never be stored as it is. */
export interface DeadLetter {
  lane: Lane;
  event: unknown;
  /** What Postgres, or the check of its form, said. */
  reason: string;
  at: Instant;
}

/** A letter as it was read out of the queue. */
export interface FoundLetter {
  id: string;
  /** Of the letter, as the queue has it: tells whether it is still the same. */
  json: string;
  letter: DeadLetter;
}

/** The form of their ids; nothing else of the queue may be named by a client. BullMQ allows no ':' in it. */
export const LETTER_ID = /^dead-[\w.-]+$/;
/** What GraphQL can show as a number; a malformed event may say anything. */
const MAX_INT = 2 ** 31 - 1;

const WAITING = queueKey(DEAD_LETTER_QUEUE, 'wait');
const keyOf = (id: string) => queueKey(DEAD_LETTER_QUEUE, id);
const takeOut = loadScript('forget-letter');

/** The letters of these ids, in their order; null where there is none. */
export async function findLetters(redis: Redis, ids: readonly string[]): Promise<(FoundLetter | null)[]> {
  const read = async (id: string) => (LETTER_ID.test(id) ? redis.hget(keyOf(id), 'data') : null);
  const found = await Promise.all(ids.map(read));
  return ids.map((id, n) => {
    const json = found[n];
    return json ? { id, json, letter: JSON.parse(json) as DeadLetter } : null;
  });
}

/**
 * Letters, those that came last first: from the top, or after the one named. BAD_USER_INPUT where that one is gone
 * meanwhile: nobody knows any more where it stood.
 */
export async function readLetters(
  redis: Redis,
  first: number,
  after: string | null,
): Promise<{ letters: FoundLetter[]; hasMore: boolean }> {
  const place = after === null ? -1 : await redis.lpos(WAITING, after);
  if (place === null) {
    throw badUserInput({ path: 'after', message: 'is not in the list (any more): read from the top' });
  }
  // One more than asked for tells whether there are more.
  const ids = await redis.lrange(WAITING, place + 1, place + 1 + first);
  const found = await findLetters(redis, ids.slice(0, first));
  return { letters: found.filter((letter) => letter !== null), hasMore: ids.length > first };
}

/** How many there are. */
export const countLetters = (redis: Redis): Promise<number> => redis.llen(WAITING);

/** Takes a letter out of the queue, unless it was buried again since it was read. */
export async function forgetLetter(redis: Redis, { id, json }: FoundLetter): Promise<boolean> {
  return (await takeOut(redis, [WAITING, keyOf(id)], [id, json])) === 1;
}

/** What may be told of a letter: all but what people wrote. */
export function reportOf({ id, letter }: FoundLetter): DeadLetterReport {
  const event = Object(letter.event) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const { revision } = event;
  return {
    id,
    lane: letter.lane,
    type: text(event['type']) ?? 'unknown',
    chatId: text(event['chatId']),
    revision: Number.isSafeInteger(revision) && Number(revision) <= MAX_INT ? Number(revision) : null,
    reason: letter.reason,
    at: letter.at,
    requestId: text((event['origin'] as { requestId?: unknown } | null | undefined)?.requestId),
  };
}
