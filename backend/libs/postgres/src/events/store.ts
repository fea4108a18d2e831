import type { ChatEvent } from '@converge/domain';
import type { DataSource } from 'typeorm';
import { upsertChats } from '../chats/writes.js';
import { ensureConnected } from '../data-source.js';
import { insertReads, upsertMessages } from '../messages/writes.js';
import { upsertParticipants } from '../participants/writes.js';
import { rowsOf } from './rows.js';
import { inTransaction, type Write } from './transaction.js';

/**
 * Stores events in one transaction: all of them or, if this throws, none. Any order, any number of times, any split
 * into batches, any number of workers at once end in the same rows.
 *
 * Every event raises its chat's revision, so the chats' rows come first and stay locked until the commit: two
 * batches about one chat follow each other, and since rows are sorted by id no two batches wait for each other.
 */
export async function storeEvents(dataSource: DataSource, events: readonly ChatEvent[]): Promise<void> {
  if (events.length === 0) return;
  const { chats, participants, messages, reads } = rowsOf(events);
  // Made before the transaction: nobody waits for its locks meanwhile.
  const writes: Write[] = [];
  if (chats.length > 0) writes.push(upsertChats(chats));
  if (participants.length > 0) writes.push(upsertParticipants(participants));
  if (messages.length > 0) writes.push(upsertMessages(messages));
  if (reads.length > 0) writes.push(insertReads(reads));
  await ensureConnected(dataSource);
  await inTransaction(dataSource, writes);
}
