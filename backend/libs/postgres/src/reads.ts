import type { DataSource } from 'typeorm';
import { chatReads } from './chats/reads.js';
import { messageReads } from './messages/reads.js';
import { participantReads } from './participants/reads.js';

/**
 * Every SELECT of Converge about chats, each explicit, each answered from an index, in the domain's shapes. What
 * decides about the write path (hydration, changes, accounts) is read from the primary, the rest from a replica
 * where there is one. Errors are the driver's: ask isTransient whether waiting helps.
 */
export function createReads(dataSource: DataSource) {
  return { ...chatReads(dataSource), ...participantReads(dataSource), ...messageReads(dataSource) };
}

export type Reads = ReturnType<typeof createReads>;

export type {
  ChatForHydration,
  StoredChanges,
  StoredCounters,
  StoredKey,
  StoredPlace,
} from './chats/reads.js';
export type { ReadTime } from './participants/reads.js';
export { createDataSource, ensureConnected, type PostgresOptions } from './data-source.js';
export { postgresDoor } from './postgres-door.js';
export { isTransient } from './transient.js';
