import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { createMemoryDrafts, type DraftStorage } from './draft-storage';
import { createMemoryStorage, type OutboxItem, type OutboxStorage } from './outbox-item';

/** What survives a reload, in the browser of the person. Never holds a token. */
export interface AccountStorage {
  readonly outbox: OutboxStorage;
  readonly drafts: DraftStorage;
}

interface Schema extends DBSchema {
  outbox: { key: string; value: OutboxItem; indexes: { userId: string } };
  drafts: { key: [string, string]; value: { userId: string; chatId: string; text: string } };
}

const DATABASE = 'converge';
const VERSION = 2;

/** Each version is a step from the one before, so that nothing that waits is lost on the way. */
function upgrade(database: IDBPDatabase<Schema>, from: number): void {
  if (from < 1) database.createObjectStore('outbox', { keyPath: 'id' }).createIndex('userId', 'userId');
  if (from < 2) database.createObjectStore('drafts', { keyPath: ['userId', 'chatId'] });
}

/**
 * Opens IndexedDB. Where it is forbidden (a private window), or where a tab with an older version of this page holds
 * it, things are kept as long as the page lives: chatting goes on, only a reload would lose what waits.
 */
export async function openStorage(): Promise<AccountStorage> {
  try {
    const database = await new Promise<IDBPDatabase<Schema>>((resolve, reject) => {
      const opening = openDB<Schema>(DATABASE, VERSION, {
        upgrade,
        blocked: () => reject(new Error('Another tab holds an older version of the database.')),
        // A later version of this page wants to change it: it shall not wait for this one.
        blocking: (_from, _to, event) => (event.target as IDBDatabase).close(),
      });
      opening.then(resolve, reject);
    });
    return { outbox: outboxIn(database), drafts: draftsIn(database) };
  } catch (error) {
    console.warn('Drafts and messages that wait to be sent are not kept over a reload:', error);
    return { outbox: createMemoryStorage(), drafts: createMemoryDrafts() };
  }
}

/**
 * One record per message, so that two tabs never overwrite each other's. Ids are UUIDs of version 7, which sort by the
 * time they were made: the index answers oldest first.
 */
const outboxIn = (database: IDBPDatabase<Schema>): OutboxStorage => ({
  load: (userId) => database.getAllFromIndex('outbox', 'userId', userId),
  save: async (item) => void (await database.put('outbox', item)),
  remove: (id) => database.delete('outbox', id),
});

const draftsIn = (database: IDBPDatabase<Schema>): DraftStorage => ({
  async load(userId) {
    const drafts = await database.getAll('drafts', IDBKeyRange.bound([userId], [userId, []]));
    return new Map(drafts.map(({ chatId, text }) => [chatId, text]));
  },
  async save(userId, chatId, text) {
    if (text) await database.put('drafts', { userId, chatId, text });
    else await database.delete('drafts', [userId, chatId]);
  },
});
