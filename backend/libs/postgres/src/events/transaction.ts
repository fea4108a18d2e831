import type { DataSource } from 'typeorm';
import type { ClientBase } from 'pg';
import { arrayLiteral, type Element } from './array-literal.js';

/** A statement that is the same each time: a connection has it parsed and planned once, by its name. */
export interface Write {
  name: string;
  text: string;
  /** A list for each column. */
  values: string[];
}

/** A list for each column, all equally long. */
export const write = (name: string, text: string, lists: Element[][]): Write => ({
  name,
  text,
  values: lists.map(arrayLiteral),
});

/** Runs these one after another in one transaction on the primary: all or, if it throws, nothing. */
export async function inTransaction(dataSource: DataSource, writes: readonly Write[]): Promise<void> {
  await dataSource.transaction(async ({ queryRunner }) => {
    // TypeORM does not name its statements: its own connection is asked, inside its transaction.
    const client = (await queryRunner!.connect()) as ClientBase;
    for (const one of writes) await client.query(one);
  });
}
