import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../migrate.js';

/** A database of a test's own. */
export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** Makes an empty, migrated database on the server of TEST_POSTGRES_URL (a superuser's URL). For tests only. */
export async function createTestDatabase(
  serverUrl = process.env['TEST_POSTGRES_URL'],
): Promise<TestDatabase> {
  if (!serverUrl) throw new Error('TEST_POSTGRES_URL is not set: run the tests by `npm test`.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href, () => undefined);
  return { url: url.href, drop: () => onServer(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
