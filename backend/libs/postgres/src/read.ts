import type { DataSource, QueryRunner } from 'typeorm';
import { ensureConnected } from './data-source.js';
import { isConnectionFailure } from './transient.js';

type Parameters = readonly unknown[];

/** Runs one SELECT on a replica where there are any, else on the primary; a replica that is away is passed over. */
export async function readAny<Row>(
  dataSource: DataSource,
  sql: string,
  parameters: Parameters,
): Promise<Row[]> {
  await ensureConnected(dataSource);
  if (!dataSource.driver.isReplicated) return runOn<Row>(dataSource, 'master', sql, parameters);
  try {
    return await runOn<Row>(dataSource, 'slave', sql, parameters);
  } catch (error) {
    if (!isConnectionFailure(error)) throw error;
    return runOn<Row>(dataSource, 'master', sql, parameters);
  }
}

/** Runs one SELECT on the primary: for what must not be older than the last commit. */
export async function readPrimary<Row>(
  dataSource: DataSource,
  sql: string,
  parameters: Parameters,
): Promise<Row[]> {
  await ensureConnected(dataSource);
  return runOn<Row>(dataSource, 'master', sql, parameters);
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

async function runOn<Row>(
  dataSource: DataSource,
  server: 'master' | 'slave',
  sql: string,
  parameters: Parameters,
): Promise<Row[]> {
  const runner: QueryRunner = dataSource.createQueryRunner(server);
  try {
    return (await runner.query(sql, [...parameters])) as Row[];
  } finally {
    await runner.release();
  }
}
