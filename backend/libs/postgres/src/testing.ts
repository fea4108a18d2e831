/** For tests only: a database of their own, and histories of chats as senders would make them. */
export { createTestDatabase, type TestDatabase } from './testing/database.js';
export { ChatHistory, type Step } from './testing/history.js';
