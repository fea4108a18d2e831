import type { DataSource } from 'typeorm';
import type { ClientBase } from 'pg';
import { arrayLiteral, type Element } from './array-literal.js';

/** A statement that is the same each time: a connection has it parsed and planned once, by its name. */
export type RunPrepared = (name: string, sql: string, lists: Element[][]) => Promise<void>;

/** Runs `work` in one transaction on the primary: all or, if it throws, nothing. */
export async function inTransaction(
  dataSource: DataSource,
  work: (run: RunPrepared) => Promise<void>,
): Promise<void> {
  await dataSource.transaction(async ({ queryRunner }) => {
    // TypeORM does not name its statements: its own connection is asked, inside its transaction.
    const client = (await queryRunner!.connect()) as ClientBase;
    await work(
      async (name, text, lists) => void (await client.query({ name, text, values: lists.map(arrayLiteral) })),
    );
  });
}
