import { Client } from 'pg';

/** As the worker's BATCH_ROWS. */
const BATCH_ROWS = 8000;

const COLUMNS = {
  id: 'uuid',
  chat_id: 'uuid',
  seq: 'bigint',
  revision: 'bigint',
  sender_id: 'uuid',
  client_message_id: 'text',
  content: 'text',
  created_at: 'timestamptz',
  edited_at: 'timestamptz',
  deleted_at: 'timestamptz',
};
const NAMES = Object.keys(COLUMNS) as (keyof typeof COLUMNS)[];

/** The least that storing messages can cost: their rows, in batches, one after another, and nothing else. */
export interface RawInsert {
  /** How many messages Converge has stored so far. */
  stored(): Promise<number>;
  /** Inserts the latest `count` of them once more, into a table of the same shape and indexes. Answers the ms of that. */
  insertLatest(count: number): Promise<number>;
  stop(): Promise<void>;
}

export async function connectRawInsert(postgresUrl: string): Promise<RawInsert> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query('CREATE SCHEMA bench');
  await client.query('CREATE TABLE bench.messages (LIKE public.messages INCLUDING ALL)');
  const params = Object.values(COLUMNS).map((type, i) => `$${i + 1}::${type}[]`);
  const insert = {
    name: 'insert',
    text: `INSERT INTO bench.messages (${NAMES.join(', ')}) SELECT * FROM unnest(${params.join(', ')})`,
  };

  return {
    async stored() {
      const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM public.messages');
      return Number(rows[0]!.count);
    },
    async insertLatest(count) {
      // Ids are made in the order of time; text is what the worker has in its hands, too.
      const columns = NAMES.map((name) => `${name}::text`).join(', ');
      const latest = `SELECT ${columns} FROM public.messages ORDER BY public.messages.id DESC LIMIT ${count}`;
      const rows = (await client.query<Record<string, string | null>>(latest)).rows.reverse();
      if (rows.length !== count) throw new Error(`only ${rows.length} of ${count} messages are stored`);
      const batches = Array.from({ length: Math.ceil(count / BATCH_ROWS) }, (_, i) =>
        rows.slice(i * BATCH_ROWS, (i + 1) * BATCH_ROWS),
      );
      const begun = performance.now();
      for (const batch of batches) {
        const values = NAMES.map((name) => listOf(batch.map((row) => row[name] ?? null)));
        await client.query({ ...insert, values });
      }
      return performance.now() - begun;
    },
    stop: () => client.end(),
  };
}

/** A list as Postgres reads it. Not pg's, which quotes everything: the worker's are quoted as seldom. */
function listOf(texts: readonly (string | null)[]): string {
  const elements = texts.map((text) => {
    if (text === null) return 'NULL';
    return /^[0-9a-f:. +-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${elements.join(',')}}`;
}
