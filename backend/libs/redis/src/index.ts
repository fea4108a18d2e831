/**
 * Everything that is in Redis: hot state of chats and its scripts, queues, PubSub, sessions, the instance registry.
 * Guarantees: a change of a chat is one atomic script; what a script accepted survives any process of ours.
 * Never talks to Postgres. Must not import another library but domain; alone imports ioredis and bullmq.
 */
export * from './channels.js';
export * from './chat/chat-commands.js';
export * from './chat/chat-script.js';
export * from './chat/hot-reads.js';
export * from './chat/message-commands.js';
export * from './chat/place-again.js';
export * from './connection.js';
export * from './epoch.js';
export * from './keys.js';
export * from './reachable.js';
export * from './scripts.js';
export * from './rate-limits.js';
export * from './registry.js';
export * from './revocations.js';
export * from './sessions.js';
export type { Redis } from 'ioredis';
export * from './cool.js';
export * from './dead-letter-queue.js';
export * from './dead-letters.js';
export * from './lane-backlog.js';
export * from './lane-consumer.js';
export * from './lane-producer.js';
export * from './lanes.js';
export * from './queue-reads.js';
export * from './redrive.js';
export * from './rescue.js';
export * from './settle.js';
export * from './writable.js';
