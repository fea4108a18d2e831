import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { ENTITIES } from './entities.js';
import { columnTypes } from './instants.js';
import { leaveOutAbsentReplicas } from './replicas.js';

export interface PostgresOptions {
  url: string;
  /** Reads go to one of these, writes and transactions to `url`. */
  replicaUrls?: readonly string[];
  /** Connections of this process, to each server. */
  poolSize?: number;
  /** How long to wait for a connection, new or from the pool. */
  connectTimeoutMs?: number;
  /** The server gives a statement up after this. */
  statementTimeoutMs?: number;
  /** `<service>-<number>`, as shown in pg_stat_activity. */
  applicationName?: string;
  /** Hears of idle connections that broke; the pool has replaced them already. */
  onConnectionLost?: (error: Error) => void;
  /** Hears of a replica that could not be reached at the start: it is left out until the process restarts. */
  onReplicaLeftOut?: (error: unknown) => void;
}

/** The client waits this much longer than the server's own limit before it takes a silent server for dead. */
const SILENCE_MS = 5000;

/**
 * The connection pool(s) of a process. Nothing is connected yet: `ensureConnected`, or the first read or write,
 * does that, so a process can start, and go on, while Postgres is away.
 */
export function createDataSource(options: PostgresOptions): DataSource {
  const { replicaUrls = [], statementTimeoutMs = 10_000, onConnectionLost = () => undefined } = options;
  const servers =
    replicaUrls.length === 0
      ? { url: options.url }
      : { replication: { master: { url: options.url }, slaves: replicaUrls.map((url) => ({ url })) } };
  const dataSource = new DataSource({
    type: 'postgres',
    ...servers,
    entities: ENTITIES,
    synchronize: false,
    logging: false,
    installExtensions: false,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: options.connectTimeoutMs ?? 5000,
    applicationName: options.applicationName ?? 'converge',
    poolErrorHandler: onConnectionLost,
    extra: {
      types: columnTypes,
      keepAlive: true,
      statement_timeout: statementTimeoutMs,
      query_timeout: statementTimeoutMs + SILENCE_MS,
      // A process that was stopped in the middle of a transaction must not hold its rows for ever.
      idle_in_transaction_session_timeout: 30_000,
    },
  });
  onLeftOut.set(dataSource, options.onReplicaLeftOut ?? (() => undefined));
  return dataSource;
}

const onLeftOut = new WeakMap<DataSource, (error: unknown) => void>();
const connecting = new WeakMap<DataSource, Promise<DataSource>>();

/** Connects unless that is done; callers at the same time share one attempt, and a failed one may be repeated. */
export async function ensureConnected(dataSource: DataSource): Promise<DataSource> {
  if (dataSource.isInitialized) return dataSource;
  const underWay = connecting.get(dataSource);
  if (underWay) return underWay;
  const attempt = connect(dataSource).finally(() => connecting.delete(dataSource));
  connecting.set(dataSource, attempt);
  return attempt;
}

/** TypeORM connects to every server or to none; but an absent replica is no reason to be without the primary. */
async function connect(dataSource: DataSource): Promise<DataSource> {
  try {
    return await dataSource.initialize();
  } catch (error) {
    const isAnyLeftOut = await leaveOutAbsentReplicas(
      dataSource,
      onLeftOut.get(dataSource) ?? (() => undefined),
    );
    if (!isAnyLeftOut) throw error;
    return dataSource.initialize();
  }
}
