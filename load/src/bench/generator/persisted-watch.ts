import { RawSocket } from '../listeners/raw-socket.js';
import type { LiveListener } from './load.js';
import { Times } from './quantiles.js';

/** More at once would be a test of connecting. */
const OPENED_AT_ONCE = 50;
/** A drain that takes longer than this is no drain. */
const STORED_WITHIN_MS = 120_000;
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Listens to the chats that are written to, and hears when what was accepted is stored. */
export class PersistedWatch {
  /** From accepted to stored, of those that count. */
  readonly lags = new Times();
  private readonly waiting = new Map<string, { atMs: number; counts: boolean }>();
  /** The news of storing may be faster than the answer to the sender. */
  private readonly early = new Set<string>();
  private readonly sockets: RawSocket[] = [];
  private onAllStored: (() => void) | undefined;
  private isClosed = false;

  private constructor(
    private readonly saysPersisted: boolean,
    private readonly onError: (error: Error) => void,
  ) {}

  /** Resolves once all listen. */
  static async open(listeners: readonly LiveListener[], onError: (error: Error) => void) {
    const watch = new PersistedWatch(listeners[0]?.saysPersisted ?? false, onError);
    for (let at = 0; at < listeners.length; at += OPENED_AT_ONCE)
      await Promise.all(listeners.slice(at, at + OPENED_AT_ONCE).map((one) => watch.listen(one)));
    return watch;
  }

  /** The answer to a sender; the first id in it is that of the message. */
  accepted(body: string, atMs: number, counts: boolean): void {
    if (!this.saysPersisted) return;
    const [id] = body.match(UUID) ?? [];
    if (id === undefined) return this.onError(new Error(`an answer without an id: ${body}`));
    if (!this.early.delete(id)) this.waiting.set(id, { atMs, counts });
    else if (counts) this.lags.add(0);
  }

  /** Resolves once all that was accepted is stored. */
  async allStored(): Promise<void> {
    if (this.waiting.size === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      this.onAllStored = resolve;
      const tooLate = () => reject(new Error(`${this.waiting.size} messages were not stored in time`));
      timer = setTimeout(tooLate, STORED_WITHIN_MS);
    }).finally(() => clearTimeout(timer));
  }

  close(): void {
    this.isClosed = true;
    for (const socket of this.sockets) socket.close();
  }

  private listen({ url, token, query, variables, saysPersisted }: LiveListener): Promise<void> {
    return new Promise((resolve, reject) => {
      const hear = (text: string) => {
        if (text.includes('"errors"') || text.includes('"type":"error"'))
          return this.onError(new Error(`a listener was told ${text.slice(0, 300)}`));
        if (text.includes('"type":"connection_ack"')) {
          socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } }));
          if (!saysPersisted) resolve();
        } else if (text.includes('"Ready"')) resolve();
        else if (text.includes('"Persisted"')) this.stored(text);
      };
      const socket = new RawSocket(url, {
        onOpen: () => {
          const payload = { authorization: `Bearer ${token}` };
          socket.send(JSON.stringify({ type: 'connection_init', payload }));
        },
        onText: (bytes, start, end) => hear(bytes.toString('latin1', start, end)),
        onEnd: (why) => {
          if (this.isClosed) return;
          const error = new Error(`a listener's socket ended: ${why}`);
          reject(error);
          this.onError(error);
        },
      });
      this.sockets.push(socket);
    });
  }

  private stored(text: string): void {
    const now = performance.now();
    for (const id of text.slice(text.indexOf('"messageIds"')).match(UUID) ?? []) {
      const accepted = this.waiting.get(id);
      if (!accepted) this.early.add(id);
      else if (this.waiting.delete(id) && accepted.counts) this.lags.add(now - accepted.atMs);
    }
    if (this.waiting.size === 0) this.onAllStored?.();
  }
}
