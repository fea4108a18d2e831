import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createDataSource } from './data-source.js';
import { migrate } from './migrate.js';
import { createTestDatabase, type TestDatabase } from './testing.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function emptied(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await client.end();
}

describe('migrate', () => {
  test('of two processes at once one migrates, the other waits and finds it done', async () => {
    await emptied();
    const lines: string[] = [];
    const applied = await Promise.all([1, 2].map(() => migrate(database.url, (line) => lines.push(line))));
    const [waited, worked] = applied.sort((a, b) => a.length - b.length);
    expect(waited).toEqual([]);
    expect(worked?.length).toBeGreaterThan(0);
    expect(lines.some((line) => line.startsWith('1/'))).toBe(true);
  });

  test('a process that dies while it migrates leaves nothing locked', async () => {
    const dying = new pg.Client({ connectionString: database.url });
    dying.on('error', () => undefined);
    await dying.connect();
    await dying.query('SELECT pg_advisory_lock(7016996765)');
    let isWaiting: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (isWaiting = resolve));
    const second = migrate(database.url, (line) => line.includes('waiting') && isWaiting());
    await waiting;
    // As a kill -9 does it: the socket goes away without a word.
    (dying as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy();
    await expect(second).resolves.toEqual([]);
  });

  test('every entity has exactly the columns that the migrations made', async () => {
    const dataSource = await createDataSource({ url: database.url }).initialize();
    try {
      for (const entity of dataSource.entityMetadatas) {
        const columns = await dataSource.query<{ name: string; nullable: string }[]>(
          `SELECT column_name AS name, is_nullable AS nullable FROM information_schema.columns
            WHERE table_name = $1 AND table_schema = 'public'`,
          [entity.tableName],
        );
        const inEntity = entity.columns.map((column) => [
          column.databaseName,
          column.isNullable ? 'YES' : 'NO',
        ]);
        expect({ [entity.tableName]: inEntity.sort() }).toEqual({
          [entity.tableName]: columns.map((column) => [column.name, column.nullable]).sort(),
        });
      }
    } finally {
      await dataSource.destroy();
    }
  });
});
