import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../testing.js';
import { arrayLiteral, type Element } from './array-literal.js';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

async function readAs(type: string, elements: Element[]): Promise<unknown> {
  const { rows } = await client.query<{ list: unknown }>(`SELECT to_jsonb($1::${type}[]) AS list`, [
    arrayLiteral(elements),
  ]);
  return rows[0]!.list;
}

describe('a list, as Postgres reads it', () => {
  test('is the list that was written, whatever its texts are', async () => {
    const odd = fc.constantFrom(
      '',
      ' ',
      'NULL',
      'null',
      '{}',
      '{a,b}',
      '"',
      '\\',
      '\\"',
      "'",
      ',',
      'a\nb',
      '\t',
    );
    const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string(), odd, fc.constant(null));
    await fc.assert(
      fc.asyncProperty(fc.array(text), async (texts) => {
        // Postgres has no text with this character: it is refused, as it always was.
        fc.pre(!texts.some((each) => each?.includes('\0')));
        expect(await readAs('text', texts)).toEqual(texts);
      }),
      { numRuns: 300 },
    );
  });

  test('has numbers, instants and truths as they are', async () => {
    expect(await readAs('bigint', [0, Number.MAX_SAFE_INTEGER, null])).toEqual([
      0,
      Number.MAX_SAFE_INTEGER,
      null,
    ]);
    expect(await readAs('boolean', [true, false, null])).toEqual([true, false, null]);
    const instants = ['2026-01-01T00:00:00.123Z', null];
    expect(await readAs('timestamptz', instants)).toEqual(['2026-01-01T00:00:00.123+00:00', null]);
  });
});
