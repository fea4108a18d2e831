import type { DataSource } from 'typeorm';
import { sessionReads } from './sessions/reads.js';
import { sessionWrites } from './sessions/writes.js';
import { userReads } from './users/reads.js';
import { userWrites } from './users/writes.js';

/** All SQL about users and sessions. For the user service alone: no other process reads or writes accounts. */
export function createAccounts(dataSource: DataSource) {
  return {
    ...userReads(dataSource),
    ...userWrites(dataSource),
    ...sessionReads(dataSource),
    ...sessionWrites(dataSource),
  };
}

export type Accounts = ReturnType<typeof createAccounts>;

export type { Credentials } from './users/reads.js';
