import pg from 'pg';
import type { DataSource } from 'typeorm';

const ANSWER_WITHIN_MS = 2000;

interface Replication {
  slaves: { url: string }[];
}

/** Takes the replicas that do not answer out of the options of a DataSource that is not connected. True: there were any. */
export async function leaveOutAbsentReplicas(
  dataSource: DataSource,
  onLeftOut: (error: unknown) => void,
): Promise<boolean> {
  const replication = (dataSource.options as { replication?: Replication }).replication;
  if (!replication) return false;
  const failures = await Promise.all(replication.slaves.map(({ url }) => failureOf(url)));
  const present = replication.slaves.filter((_, n) => failures[n] === null);
  for (const failure of failures) if (failure !== null) onLeftOut(failure);
  const isAnyLeftOut = present.length < replication.slaves.length;
  // Without replicas TypeORM reads from the primary. The driver looks at these options at each attempt to connect.
  replication.slaves = present;
  return isAnyLeftOut;
}

/** Null if the server lets us in. */
async function failureOf(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN_MS });
  // An error on the way out says nothing new.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error;
  } finally {
    await client.end();
  }
}
