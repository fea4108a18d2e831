import type { LiveSocket } from './live-socket.js';
import type { LiveSource, Sink } from './live-source.js';
import type { Operation, Payload, SharedExecution } from './shared-execution.js';

/** Results that wait for one before them; a subscriber with more is too slow. */
const QUEUE_LIMIT = 1000;

/**
 * One subscription of one socket. What is pushed is sent at once, in the same turn; only where a result had to wait
 * for a field do later ones queue behind it. To graphql-ws it is an async iterator that yields nothing and ends
 * when the source does, so that the protocol's own messages stay graphql-ws' work.
 */
export class LiveOperation implements Sink, AsyncIterableIterator<never, void> {
  private readonly prefix: string;
  private queue: Payload[] = [];
  private isOpened = false;
  private isPumping = false;
  private isEnding = false;
  private isDone = false;
  private readonly finished: Promise<IteratorReturnResult<void>>;
  private finish!: () => void;
  private abort!: (error: unknown) => void;

  constructor(
    id: string,
    private readonly socket: LiveSocket,
    private readonly source: LiveSource,
    private readonly operation: Operation,
    private readonly shared: SharedExecution,
    private readonly onDelivered: () => void,
  ) {
    this.prefix = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
    this.finished = new Promise((resolve, reject) => {
      this.finish = () => resolve({ value: undefined, done: true });
      this.abort = reject;
    });
    this.finished.catch(() => undefined); // graphql-ws hears it through next(), if it still listens
  }

  /** graphql-ws calls it once, and only if the subscriber is still there: the source is opened by it. */
  next(): Promise<IteratorReturnResult<void>> {
    if (!this.isOpened && !this.isDone) {
      this.isOpened = true;
      this.source.open(this);
    }
    return this.finished;
  }

  push(value: object): void {
    if (this.isDone || this.isEnding) return;
    const payload = this.shared.payloadOf(this.operation, value);
    if (typeof payload === 'string' && this.queue.length === 0) return this.deliver(payload);
    this.queue.push(payload);
    if (this.queue.length > QUEUE_LIMIT) this.socket.tooSlow();
    else if (!this.isPumping) void this.pump();
  }

  complete(): void {
    this.isEnding = true;
    if (this.queue.length === 0) this.end();
  }

  fail(error: unknown): void {
    this.abort(error);
    this.end();
  }

  drained(): Promise<void> {
    return this.socket.drained();
  }

  async return(): Promise<IteratorReturnResult<void>> {
    this.end();
    return this.finished;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async pump(): Promise<void> {
    this.isPumping = true;
    try {
      while (this.queue.length > 0 && !this.isDone) {
        const payload = await this.queue[0]!;
        this.deliver(payload);
        void this.queue.shift(); // awaited above
      }
      if (this.isEnding) this.end();
    } catch (error) {
      this.fail(error);
    } finally {
      this.isPumping = false;
    }
  }

  private deliver(payload: string): void {
    if (this.isDone) return;
    if (this.socket.send(`${this.prefix}${payload}}`)) this.onDelivered();
    else this.end();
  }

  private end(): void {
    if (this.isDone) return;
    this.isDone = true;
    this.queue = [];
    this.source.close();
    this.shared.release(this.operation);
    this.finish();
  }
}
