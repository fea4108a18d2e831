import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildSpec } from './child.js';
import { DATABASE, SUPERUSER } from './postgres-cluster.js';
import type { PostgresHome } from './postgres-home.js';
import { RANK } from './ranks.js';

/** Durability is left as Postgres ships it: fsync and synchronous_commit are on. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // No socket files: in a deep folder their path is too long.
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

export const postgresUrl = (port: number, password: string): string =>
  `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${DATABASE}`;

/** Postgres as a child of the stack. */
export function postgresChild(home: PostgresHome, port: number): ChildSpec {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return {
    name: 'postgres',
    command: home.postgres,
    args: ['-D', home.data, '-p', String(port), ...settings],
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    cwd: '/',
    uid: home.uid,
    gid: home.gid,
    isUp: (output) => output.some((line) => line.includes('database system is ready to accept connections')),
    beforeStart: () => removeForeignLock(home.data),
    // SIGINT is the fast shutdown: open transactions are rolled back, nobody is waited for.
    stopSignal: 'SIGINT',
    stopDeadlineMs: 10_000,
    rank: RANK.store,
  };
}

/**
 * Postgres removes a stale postmaster.pid by itself, unless its number belongs to somebody else by now: then it
 * refuses to start. Only such a file is removed; a true leftover stays Postgres' own business.
 */
function removeForeignLock(data: string): void {
  const file = join(data, 'postmaster.pid');
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (!command.split('\0').includes(data)) rmSync(file);
  } catch (error) {
    // No such file or no such process (or no /proc: macOS): nothing that we could tell better than Postgres.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
