import type { ErrorCode } from '@converge/domain';

/**
 * A message that the client keeps until the server has stored it. Its id is the `clientMessageId`: made once, the same
 * in every attempt and after every reload, so that it can be sent again without ever becoming two messages.
 */
export interface OutboxItem {
  readonly id: string;
  readonly userId: string;
  readonly chatId: string;
  readonly content: string;
  readonly createdAt: string;
  /** queued: to be sent. accepted: a sender has it. failed: it will not be sent unless a person decides so. */
  readonly state: 'queued' | 'accepted' | 'failed';
  /** The id the server gave it, once accepted. */
  readonly messageId?: string | undefined;
  readonly failure?: { readonly code: ErrorCode | 'NETWORK'; readonly message: string } | undefined;
}

/** Where the outbox survives a reload. Never holds a token. */
export interface OutboxStorage {
  /** The items of one account, oldest first. */
  load(userId: string): Promise<OutboxItem[]>;
  save(item: OutboxItem): Promise<void>;
  remove(id: string): Promise<void>;
}

/** For browsers without IndexedDB, and for tests: lives as long as the page. */
export function createMemoryStorage(initial: readonly OutboxItem[] = []): OutboxStorage {
  const items = new Map(initial.map((item) => [item.id, item]));
  return {
    load: (userId) => Promise.resolve([...items.values()].filter((item) => item.userId === userId)),
    save: (item) => Promise.resolve(void items.set(item.id, item)),
    remove: (id) => Promise.resolve(void items.delete(id)),
  };
}
