import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

const folder = new URL('../migrations/', import.meta.url);

/** Any number, the same in every version: the advisory lock by which one process migrates at a time. */
const LOCK = 7_016_996_765;

/**
 * Brings the database up to date by `migrations/*.sql`, in order of name, each in its own transaction.
 * One session does all of it under an advisory lock, so a second process waits, and a crash, which ends the
 * session, leaves nothing locked and nothing half done. Answers the names that were applied now.
 */
export async function migrate(postgresUrl: string, progress: (line: string) => void): Promise<string[]> {
  const client = new pg.Client({ connectionString: postgresUrl, application_name: 'converge-migrate' });
  await client.connect();
  try {
    await lock(client, progress);
    await client.query(
      `CREATE TABLE IF NOT EXISTS schema_migrations (
         name text PRIMARY KEY, applied_at timestamptz(3) NOT NULL DEFAULT now())`,
    );
    return await applyMissing(client, progress);
  } finally {
    await client.end();
  }
}

async function lock(client: pg.Client, progress: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [LOCK]);
  if (rows[0]?.free) return;
  progress('another process is migrating: waiting for it');
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
}

async function applyMissing(client: pg.Client, progress: (line: string) => void): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM schema_migrations');
  const done = new Set(rows.map((row) => row.name));
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const missing = names.filter((name) => !done.has(name));
  if (missing.length === 0) progress(`the schema is up to date (${names.length} migrations)`);
  for (const [index, name] of missing.entries()) {
    const startedAt = performance.now();
    await apply(client, name);
    progress(`${index + 1}/${missing.length} ${name} (${Math.round(performance.now() - startedAt)} ms)`);
  }
  return missing;
}

async function apply(client: pg.Client, name: string): Promise<void> {
  const sql = await readFile(new URL(name, folder), 'utf8');
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name]);
    await client.query('COMMIT');
  } catch (cause) {
    // The session ends right after this, and its transaction with it.
    throw new Error(`migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}
