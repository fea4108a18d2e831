import { WebSocket } from 'ws';

export interface LiveFrame {
  id?: string;
  type: string;
  payload?: unknown;
}

/** A graphql-transport-ws client that hides nothing: every frame, and how the socket ended. */
export class LiveClient {
  readonly frames: LiveFrame[] = [];
  closed: { code: number; reason: string } | undefined;
  private lastId = 0;
  private readonly waiting = new Set<() => void>();

  constructor(readonly ws: WebSocket) {
    ws.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)) as LiveFrame);
      this.wake();
    });
    ws.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
      this.wake();
    });
    ws.on('error', () => undefined);
  }

  /** Begins an operation; answers its id. */
  subscribe(query: string, variables: object = {}): string {
    const id = String(++this.lastId);
    this.say({ id, type: 'subscribe', payload: { query, variables } });
    return id;
  }

  say(frame: LiveFrame): void {
    this.ws.send(JSON.stringify(frame));
  }

  /** The values of the one field an operation asked for, so far. */
  values<T = Record<string, unknown> & { __typename: string }>(id: string): T[] {
    return this.frames
      .filter((frame) => frame.id === id && frame.type === 'next')
      .flatMap((frame) =>
        Object.values((frame.payload as { data?: Record<string, unknown> | null }).data ?? {}),
      ) as T[];
  }

  /** Error codes of an operation, however they were told. */
  codes(id: string): string[] {
    type Told = { extensions?: { code: string } }[];
    return this.frames
      .filter((frame) => frame.id === id)
      .flatMap((frame) =>
        frame.type === 'error'
          ? (frame.payload as Told)
          : ((frame.payload as { errors?: Told } | undefined)?.errors ?? []),
      )
      .map((error) => error.extensions?.code ?? 'none');
  }

  isComplete(id: string): boolean {
    return this.frames.some((frame) => frame.id === id && ['complete', 'error'].includes(frame.type));
  }

  /** Resolves when it holds; throws with what came instead after 2 min: other suites use the machine, too. */
  async until(holds: () => boolean, what = 'what was waited for'): Promise<void> {
    const deadline = Date.now() + 120_000;
    while (!holds()) {
      if (Date.now() > deadline) {
        throw new Error(
          `${what} did not come; closed: ${JSON.stringify(this.closed)}; ${JSON.stringify(this.frames.slice(-5)).slice(0, 2000)}`,
        );
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 50);
        this.waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async ready(id: string): Promise<void> {
    await this.until(
      () => this.values(id).some((value) => value.__typename === 'Ready') || this.codes(id).length > 0,
      `Ready of ${id}`,
    );
    if (this.codes(id).length > 0) throw new Error(this.codes(id).join());
  }

  close(): void {
    this.ws.terminate();
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

/** Connects and says connection_init; resolves when acknowledged or closed. */
export async function connectLive(
  port: number,
  params: object | undefined,
  headers: Record<string, string> = {},
): Promise<LiveClient> {
  const url = `ws://127.0.0.1:${port}/graphql`;
  const client = new LiveClient(new WebSocket(url, 'graphql-transport-ws', { headers }));
  await new Promise<void>((resolve, reject) => {
    client.ws.once('open', resolve);
    client.ws.once('error', reject);
  });
  client.say({ type: 'connection_init', ...(params && { payload: params }) });
  await client.until(
    () => client.closed !== undefined || client.frames.some((frame) => frame.type === 'connection_ack'),
    'connection_ack',
  );
  return client;
}
