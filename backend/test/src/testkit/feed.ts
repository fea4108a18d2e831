import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { Refused, type Answer } from './request.js';

/** How long a promise of the product may take in a test before it counts as broken. Not a benchmark: room for a busy machine. */
const PATIENCE_MS = 30_000;

export interface FeedOptions {
  url: string;
  token: string;
  query: string;
  variables?: Record<string, unknown>;
  /** A certificate (PEM) to believe, where the address is wss and nobody knows who has signed it. */
  ca?: string;
}

/** One subscription on one socket of its own that keeps all it was told. */
export class Feed<T> {
  readonly events: T[] = [];
  /** Set once the server has ended it: completed (null), an error of the operation, or the socket's close code. */
  ended: { errors?: unknown; closeCode?: number } | undefined;
  private readonly waiting = new Set<() => void>();
  private readonly client;
  private socket: WebSocket | undefined;

  constructor({ url, token, query, variables, ca }: FeedOptions) {
    const keep = (socket: WebSocket) => (this.socket = socket);
    class Socket extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, ca === undefined ? {} : { ca });
        keep(this);
      }
    }
    this.client = createClient({
      url,
      webSocketImpl: Socket,
      retryAttempts: 0,
      connectionParams: { authorization: `Bearer ${token}` },
      onNonLazyError: () => undefined,
    });
    this.client.subscribe<Record<string, T>>(
      { query, variables },
      {
        next: ({ data, errors }) => {
          if (errors) this.end({ errors });
          if (data) this.hear(Object.values(data)[0]!);
        },
        error: (error) => this.end(closeCodeOf(error)),
        complete: () => this.end({}),
      },
    );
  }

  /**
   * Resolves with what `find` returns as soon as that is neither undefined nor false; asked after each event. Rejects
   * once the feed has ended without it: with Refused, if the server said why.
   */
  async until<R>(what: string, find: (events: T[]) => R | undefined | false): Promise<R> {
    return new Promise<R>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(
          new Error(`waited in vain for ${what}; ended: ${JSON.stringify(this.ended)}; heard ${this.tail()}`),
        );
      }, PATIENCE_MS);
      const look = () => {
        const found = find(this.events);
        const isFound = found !== undefined && found !== false;
        if (!isFound && !this.ended) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        if (isFound) resolve(found);
        else reject(this.endedBefore(what));
      };
      this.waiting.add(look);
      look();
    });
  }

  async untilEnded(): Promise<{ errors?: unknown; closeCode?: number }> {
    return this.until('the end of the subscription', () => this.ended);
  }

  /** The network is cut: no closing handshake. */
  cut(): void {
    this.socket?.terminate();
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }

  private hear(event: T): void {
    this.events.push(event);
    this.look();
  }

  private end(how: { errors?: unknown; closeCode?: number }): void {
    this.ended ??= how;
    this.look();
  }

  private look(): void {
    for (const look of [...this.waiting]) look();
  }

  private endedBefore(what: string): Error {
    const errors = this.ended?.errors;
    if (Array.isArray(errors)) return new Refused({ errors: errors as Answer['errors'] });
    return new Error(`it ended before ${what}: ${JSON.stringify(this.ended)}; heard ${this.tail()}`);
  }

  private tail(): string {
    return `${this.events.length} events, the last ${JSON.stringify(this.events.slice(-3))}`;
  }
}

function closeCodeOf(error: unknown): { errors?: unknown; closeCode?: number } {
  const code = (error as { code?: unknown }).code;
  return typeof code === 'number' ? { closeCode: code } : { errors: error };
}
