import pg from 'pg';

/** How often those that are away are looked for, and the others looked after. */
const LOOK_EVERY_MS = 30_000;
/** A server that takes longer to let us in is no relief. */
const ANSWER_WITHIN_MS = 2000;

/** A replica came or went. */
export interface ReplicaChange {
  /** Why it cannot be read from; null: from now on it is. */
  failure: unknown;
  /** Nothing was known of it before: it did not go, it was away at the start. */
  isFirst: boolean;
}

interface Replica {
  url: string;
  pool: pg.Pool;
  /** Undefined until somebody has looked. */
  isThere: boolean | undefined;
}

interface ReplicaOptions {
  urls: readonly string[];
  openPool: (url: string) => pg.Pool;
  onChange?: ((change: ReplicaChange) => void) | undefined;
  lookEveryMs?: number | undefined;
}

/** Servers to read from instead of the primary. Who is away is not asked, and is looked for again and again. */
export class Replicas {
  private replicas: Replica[] = [];
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(private readonly options: ReplicaOptions) {}

  /** Resolves when it is known who is there. Never rejects. */
  async start(): Promise<void> {
    const { urls, openPool, lookEveryMs = LOOK_EVERY_MS } = this.options;
    if (urls.length === 0) return;
    this.replicas = urls.map((url) => ({ url, pool: openPool(url), isThere: undefined }));
    this.timer = setInterval(() => void this.look(), lookEveryMs).unref();
    await this.look();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    const pools = this.replicas.map(({ pool }) => pool);
    this.replicas = [];
    await Promise.all(pools.map((pool) => pool.end()));
  }

  /** One to read from; undefined: there is none now. */
  any(): pg.Pool | undefined {
    const there = this.there();
    return there[Math.floor(Math.random() * there.length)]?.pool;
  }

  get count(): number {
    return this.there().length;
  }

  /** Finds out who is there; who asks meanwhile shares it. Never rejects. */
  look(): Promise<void> {
    this.looking ??= Promise.all(this.replicas.map((replica) => this.lookAt(replica))).then(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private there(): Replica[] {
    return this.replicas.filter(({ isThere }) => isThere);
  }

  private async lookAt(replica: Replica): Promise<void> {
    const failure = await failureOf(replica.url);
    const before = replica.isThere;
    replica.isThere = failure === null;
    if (before !== replica.isThere) this.options.onChange?.({ failure, isFirst: before === undefined });
  }
}

/** Null if the server lets us in. By a connection of its own: a pool in full use tells nothing of its server. */
async function failureOf(url: string): Promise<unknown> {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN_MS });
    // What happens on the way out says nothing new, and nobody waits for it: the server may freeze right then.
    client.on('error', () => undefined);
    await client.connect().finally(() => void client.end().catch(() => undefined));
    return null;
  } catch (error) {
    return error;
  }
}
