/** What the persistence worker writes. Everything else only reads. */
export { storeEvents } from './events/store.js';
