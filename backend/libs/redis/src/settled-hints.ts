import type { Redis } from 'ioredis';
import { touchedKey } from './keys.js';
import { loadScript } from './scripts.js';

const shortenHint = loadScript('shorten-hint');

/** User id -> until when a hint is to last; null: there is none. */
export type Hints = Map<string, string | null>;

/** The hints that lead these users to a chat, as they are now. */
export async function readHints(redis: Redis, chatId: string, userIds: string[]): Promise<Hints> {
  const seen = await Promise.all(userIds.map((userId) => redis.zscore(touchedKey(userId), chatId)));
  return new Map(userIds.map((userId, n) => [userId, seen[n] ?? null]));
}

/**
 * Lets the hints of those whose membership Postgres shows by now end at `until`. `unstored` are the chat's pending
 * keys that it cannot show yet: whose is among them keeps the hint. A hint that was renewed since it was read is left
 * alone: there is a newer change, and the sender renews the hint before that change can be stored.
 */
export async function shortenHints(
  redis: Redis,
  chatId: string,
  hints: Hints,
  unstored: readonly string[],
  until: number,
): Promise<void> {
  if (unstored.includes('created')) return;
  const kept = new Set(unstored);
  const sent: Promise<unknown>[] = [];
  for (const [userId, seen] of hints) {
    if (seen === null || Number(seen) <= until || kept.has(membershipKey(userId))) continue;
    sent.push(shortenHint(redis, [touchedKey(userId)], [chatId, seen, until]));
  }
  await Promise.all(sent);
}

/** The pending keys that say who of these is in a chat. */
export const keysOfMembership = (userIds: string[]) =>
  userIds.length === 0 ? [] : ['created', ...userIds.map(membershipKey)];

/** pendingKeyOf a ParticipantAdded or ParticipantRemoved. */
const membershipKey = (userId: string) => `p:${userId}`;
