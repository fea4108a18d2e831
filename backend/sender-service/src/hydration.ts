import type { Reads } from '@converge/postgres/reads';
import {
  ANY_CONTENT,
  contentDigest,
  IDEMPOTENCY_TTL_S,
  type StoredChat,
  type StoredMessages,
} from '@converge/redis';

/** Reads a cold chat out of Postgres in the form in which Redis takes it; null where Postgres does not have it. */
export function loadStoredChat(reads: Reads) {
  return async (chatId: string): Promise<StoredChat | null> => {
    const since = new Date(Date.now() - IDEMPOTENCY_TTL_S * 1000).toISOString();
    const stored = await reads.chatForHydration(chatId, since);
    if (!stored) return null;
    const idempotencyKeys = stored.idempotencyKeys.map(({ content, ...key }) => ({
      ...key,
      digest: content === null ? ANY_CONTENT : contentDigest(content),
    }));
    return { ...stored, idempotencyKeys };
  };
}

/** What a dead letter's message is compared with. */
export function storedMessages(reads: Reads): StoredMessages {
  return {
    byId: (messageId) => reads.messageById(messageId),
    bySeq: async (chatId, seq) => (await reads.messagesBySeq(chatId, seq, seq))[0] ?? null,
    byClientId: (chatId, authorId, clientMessageId) =>
      reads.messageByClientId(chatId, authorId, clientMessageId),
  };
}
