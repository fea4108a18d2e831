import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore, type StoreNames } from 'idb';
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
 * Asked for and committed in one breath: by itself a transaction is committed only once the page has heard that its
 * request succeeded, which a page that is going away (reload, closed tab) does not live to hear.
 */
async function written<Name extends StoreNames<Schema>>(
  database: IDBPDatabase<Schema>,
  name: Name,
  write: (store: IDBPObjectStore<Schema, [Name], Name, 'readwrite'>) => Promise<unknown>,
): Promise<void> {
  const transaction = database.transaction(name, 'readwrite');
  const request = write(transaction.store);
  transaction.commit();
  await Promise.all([request, transaction.done]);
}

/**
 * One record per message, so that two tabs never overwrite each other's. Ids are UUIDs of version 7, which sort by the
 * time they were made: the index answers oldest first.
 */
const outboxIn = (database: IDBPDatabase<Schema>): OutboxStorage => ({
  load: (userId) => database.getAllFromIndex('outbox', 'userId', userId),
  save: (item) => written(database, 'outbox', (store) => store.put(item)),
  remove: (id) => database.delete('outbox', id),
});

const draftsIn = (database: IDBPDatabase<Schema>): DraftStorage => ({
  async load(userId) {
    const drafts = await database.getAll('drafts', IDBKeyRange.bound([userId], [userId, []]));
    return new Map(drafts.map(({ chatId, text }) => [chatId, text]));
  },
  save: (userId, chatId, text) =>
    written(database, 'drafts', (store) =>
      text ? store.put({ userId, chatId, text }) : store.delete([userId, chatId]),
    ),
});
