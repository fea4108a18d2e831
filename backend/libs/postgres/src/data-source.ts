import 'reflect-metadata';
import pg from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ENTITIES } from './entities.js';
import { columnTypes } from './instants.js';
import { Replicas, type ReplicaChange } from './replicas.js';

export interface PostgresOptions {
  url: string;
  /** Reads go to one of these that is there, writes and transactions to `url`. */
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
  /** Hears of replicas that come and go, the first time at the start. */
  onReplicaChange?: (change: ReplicaChange) => void;
  /** How often replicas are looked for. */
  lookForReplicasEveryMs?: number;
}

/** The client waits this much longer than the server's own limit before it takes a silent server for dead. */
const SILENCE_MS = 5000;

/**
 * The connection pool(s) of a process. Nothing is connected yet: `ensureConnected`, or the first read or write,
 * does that, so a process can start, and go on, while Postgres is away.
 */
export function createDataSource(options: PostgresOptions): DataSource {
  const { replicaUrls = [], statementTimeoutMs = 10_000, onConnectionLost = () => undefined } = options;
  const pool = {
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5000,
    application_name: options.applicationName ?? 'converge',
    types: columnTypes,
    keepAlive: true,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + SILENCE_MS,
    // A process that was stopped in the middle of a transaction must not hold its rows for ever.
    idle_in_transaction_session_timeout: 30_000,
  };
  const replicas = new Replicas({
    urls: replicaUrls,
    openPool: (url) => new pg.Pool({ connectionString: url, ...pool }).on('error', onConnectionLost),
    onChange: options.onReplicaChange,
    lookEveryMs: options.lookForReplicasEveryMs,
  });
  const primary: DataSourceOptions = {
    type: 'postgres',
    url: options.url,
    entities: ENTITIES,
    synchronize: false,
    logging: false,
    installExtensions: false,
    poolErrorHandler: onConnectionLost,
    extra: pool,
  };
  return new ReplicatedDataSource(primary, replicas);
}

/** TypeORM itself reads from those replicas that were there when it connected, for ever: so it hears of none. */
class ReplicatedDataSource extends DataSource {
  constructor(
    primary: DataSourceOptions,
    readonly replicas: Replicas,
  ) {
    super(primary);
  }

  override async initialize(): Promise<this> {
    await super.initialize();
    await this.replicas.start();
    return this;
  }

  override async destroy(): Promise<void> {
    await this.replicas.stop();
    await super.destroy();
  }
}

/** The replicas of what `createDataSource` has made. */
export const replicasOf = (dataSource: DataSource): Replicas => (dataSource as ReplicatedDataSource).replicas;

const connecting = new WeakMap<DataSource, Promise<DataSource>>();

/** Connects unless that is done; callers at the same time share one attempt, and a failed one may be repeated. */
export async function ensureConnected(dataSource: DataSource): Promise<DataSource> {
  if (dataSource.isInitialized) return dataSource;
  const underWay = connecting.get(dataSource);
  if (underWay) return underWay;
  const attempt = dataSource.initialize().finally(() => connecting.delete(dataSource));
  connecting.set(dataSource, attempt);
  return attempt;
}
