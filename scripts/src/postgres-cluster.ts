import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PostgresHome } from './postgres-home.js';
import { StackError } from './stack-error.js';

export const DATABASE = 'converge';
export const SUPERUSER = 'postgres';

/** The same order of texts on every system, whatever locales it has. */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];

/** Makes the cluster and its database, once. What a killed first start left half made is made again. */
export function makeCluster(home: PostgresHome, password: string): void {
  const marker = join(home.data, 'converge-made');
  if (existsSync(marker)) return;
  mkdirSync(home.data, { recursive: true, mode: 0o700 });
  // No marker: no server ever ran on these files.
  for (const name of readdirSync(home.data)) rmSync(join(home.data, name), { recursive: true });
  initialise(home, password);
  run(home, home.postgres, ['--single', '-D', home.data, 'postgres'], `CREATE DATABASE ${DATABASE};\n`);
  writeFileSync(marker, '');
}

function initialise(home: PostgresHome, password: string): void {
  const passwordFile = join(tmpdir(), `converge-${randomUUID()}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' });
  try {
    if (home.uid !== undefined && home.gid !== undefined) chownSync(passwordFile, home.uid, home.gid);
    const who = [`--username=${SUPERUSER}`, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
    run(home, home.initdb, [`--pgdata=${home.data}`, ...who, ...LOCALE]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(home: PostgresHome, command: string, args: string[], input = ''): void {
  const { uid, gid } = home;
  try {
    // cwd: the account of Postgres may not be allowed into ours.
    execFileSync(command, args, {
      uid,
      gid,
      input,
      cwd: '/',
      stdio: 'pipe',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
    });
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? error).trim();
    throw new StackError(`Postgres cannot make its data folder ${home.data}:\n${said}`, { cause: error });
  }
}
