import { v5, v7, validate } from 'uuid';

/** Names of our own ids inside RFC 9562's name-based UUIDs; changing it would orphan every direct chat. */
const NAMESPACE = 'd5b1a9a4-3f7e-4c44-9a55-0a4f6f0f8f10';

/** A fresh, time-ordered id. */
export const newId = (): string => v7();

export const isUuid = (value: string): boolean => validate(value);

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
