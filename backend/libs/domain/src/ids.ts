import { v5, v7, validate } from 'uuid';

/** Names of our own ids inside RFC 9562's name-based UUIDs; changing it would orphan every direct chat. */
const NAMESPACE = 'd5b1a9a4-3f7e-4c44-9a55-0a4f6f0f8f10';

/** Random bytes for many ids at once: asking the system costs twenty times what the rest of an id does. */
const random = new Uint8Array(16 * 128);
let used = random.length;
let lastMs = 0;
let lastSeq = 0;

/** A fresh id, ordered by time, and within a millisecond by the order in which this process made them. */
export function newId(): string {
  if (used === random.length) {
    crypto.getRandomValues(random);
    used = 0;
  }
  const bytes = random.subarray(used, (used += 16));
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // Below half of its 32 bits, so that counting on cannot overflow it within a millisecond.
    lastSeq = ((bytes[6]! & 0x7f) << 24) | (bytes[7]! << 16) | (bytes[8]! << 8) | bytes[9]!;
  } else lastSeq = (lastSeq + 1) >>> 0;
  return v7({ random: bytes, msecs: lastMs, seq: lastSeq });
}

/**
 * Is this an id in its one form, small letters? Postgres takes capitals for the same id, Redis keys do not: a chat
 * must never be two.
 */
export const isUuid = (value: string): boolean => validate(value) && value === value.toLowerCase();

/**
 * The id of the one direct chat of two people: derived from the pair, so that two senders asked at the same
 * moment make the same chat and no lookup table is needed.
 */
export function directChatId(a: string, b: string): string {
  return v5(['direct', ...[a, b].sort()].join(' '), NAMESPACE);
}

/** The id of a chat made under an idempotency key: the same key from the same user is the same chat. */
export function keyedChatId(userId: string, clientChatId: string): string {
  return v5(['chat', userId, clientChatId].join(' '), NAMESPACE);
}

/** When a version 7 UUID was made, epoch milliseconds; null for any other, which does not tell. */
export function uuidTimeMs(id: string): number | null {
  return id[14] === '7' ? parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null;
}
