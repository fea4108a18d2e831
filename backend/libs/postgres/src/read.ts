import type { DataSource } from 'typeorm';
import { ensureConnected, replicasOf } from './data-source.js';
import { isConnectionFailure } from './transient.js';

type Parameters = readonly unknown[];

/** Runs one SELECT on a replica where there are any, else on the primary; a replica that is away is passed over. */
export async function readAny<Row>(
  dataSource: DataSource,
  sql: string,
  parameters: Parameters,
): Promise<Row[]> {
  await ensureConnected(dataSource);
  const replicas = replicasOf(dataSource);
  const replica = replicas.any();
  if (replica) {
    try {
      return (await replica.query(sql, [...parameters])).rows as Row[];
    } catch (error) {
      if (!isConnectionFailure(error)) throw error;
      // Is it gone, or only busy? Whoever comes next should not have to find out.
      void replicas.look();
    }
  }
  return dataSource.query<Row[]>(sql, [...parameters]);
}

/** Runs one SELECT on the primary: for what must not be older than the last commit. */
export async function readPrimary<Row>(
  dataSource: DataSource,
  sql: string,
  parameters: Parameters,
): Promise<Row[]> {
  await ensureConnected(dataSource);
  return dataSource.query<Row[]>(sql, [...parameters]);
}

/** Several SELECTs on the primary that all see the same moment. */
export async function readSnapshot<T>(
  dataSource: DataSource,
  reads: (query: <Row>(sql: string, parameters: Parameters) => Promise<Row[]>) => Promise<T>,
): Promise<T> {
  await ensureConnected(dataSource);
  return dataSource.transaction('REPEATABLE READ', (manager) =>
    reads(<Row>(sql: string, parameters: Parameters) => manager.query<Row[]>(sql, [...parameters])),
  );
}
