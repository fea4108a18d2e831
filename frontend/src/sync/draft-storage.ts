/** Where drafts survive a reload, per account and chat. */
export interface DraftStorage {
  load(userId: string): Promise<ReadonlyMap<string, string>>;
  /** An empty text takes the draft away. */
  save(userId: string, chatId: string, text: string): Promise<void>;
}

/** For browsers without IndexedDB, and for tests: lives as long as the page. */
export function createMemoryDrafts(): DraftStorage {
  const accounts = new Map<string, Map<string, string>>();
  const of = (userId: string) => {
    const drafts = accounts.get(userId) ?? new Map<string, string>();
    accounts.set(userId, drafts);
    return drafts;
  };
  return {
    load: (userId) => Promise.resolve(new Map(of(userId))),
    save: (userId, chatId, text) =>
      Promise.resolve(void (text ? of(userId).set(chatId, text) : of(userId).delete(chatId))),
  };
}
