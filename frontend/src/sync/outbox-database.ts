import { createMemoryStorage, type OutboxItem, type OutboxStorage } from './outbox-item';

const DATABASE = 'converge';
const STORE = 'outbox';

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed.'));
  });

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: 'id' }).createIndex('userId', 'userId');
  };
  return settled(request);
}

/**
 * The outbox in IndexedDB: one record per message, so that two tabs never overwrite each other's. Ids are UUIDs of
 * version 7, which sort by the time they were made: the index answers oldest first.
 */
export async function openOutboxStorage(): Promise<OutboxStorage> {
  if (typeof indexedDB === 'undefined') return createMemoryStorage();
  let database: IDBDatabase;
  try {
    database = await open();
  } catch (error) {
    // A private window may forbid it: chatting goes on, only a reload would lose what waits.
    console.warn('Messages that wait to be sent are not kept over a reload:', error);
    return createMemoryStorage();
  }
  const records = (mode: IDBTransactionMode) => database.transaction(STORE, mode).objectStore(STORE);
  return {
    load: (userId) => settled(records('readonly').index('userId').getAll(userId) as IDBRequest<OutboxItem[]>),
    save: async (item) => void (await settled(records('readwrite').put(item))),
    remove: async (id) => void (await settled(records('readwrite').delete(id))),
  };
}
