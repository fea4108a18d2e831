import type { Payload } from './frame.js';
import type { LiveSocket } from './live-socket.js';
import type { LiveSource, Sink } from './live-source.js';
import type { Operation, SharedExecution } from './shared-execution.js';

/** Values that wait for the socket or for a result before them; a subscriber with more is too slow. */
const QUEUE_LIMIT = 2500;
/** So is one whose values wait so long, however steadily it reads. */
const LATEST_MS = 60_000;
/** Values of a queue whose results are made together. */
const BATCH = 50;

interface Waiting {
  value: object;
  since: number;
}

/**
 * One subscription of one socket. What is pushed is sent at once, in the same turn; only where a result has to wait
 * for a field, or the socket has much on its way, do later ones queue behind it. A queue holds the values, which are
 * everybody's, and no results: a burst costs memory once, not once for each reader who takes it at their own pace. To graphql-ws it is an async iterator that yields nothing and ends
 * when the source does, so that the protocol's own messages stay graphql-ws' work.
 */
export class LiveOperation implements Sink, AsyncIterableIterator<never, void> {
  private readonly prefix: string;
  private queue: Waiting[] = [];
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
    if (this.queue.length === 0 && !this.socket.isFull) {
      const payload = this.shared.payloadOf(this.operation, value);
      if (!(payload instanceof Promise)) return this.deliver(payload);
    }
    const now = Date.now();
    this.queue.push({ value, since: now });
    if (this.queue.length > QUEUE_LIMIT || now - this.queue[0]!.since > LATEST_MS) {
      this.socket.tooSlow();
      this.end();
    } else if (!this.isPumping) void this.pump();
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
        if (this.socket.isFull) await this.socket.drained();
        await this.sendBatch(this.queue.slice(0, BATCH));
      }
      if (this.isEnding) this.end();
    } catch (error) {
      this.fail(error);
    } finally {
      this.isPumping = false;
    }
  }

  private async sendBatch(batch: Waiting[]): Promise<void> {
    const payloads = await Promise.all(
      batch.map(async ({ value }) => this.shared.payloadOf(this.operation, value)),
    );
    for (const payload of payloads) {
      if (this.socket.isFull) await this.socket.drained();
      if (this.isDone) return;
      this.queue.shift();
      this.deliver(payload);
    }
  }

  private deliver(payload: Payload): void {
    if (this.isDone) return;
    if (this.socket.sendFrame(payload.frameFor(this.prefix))) this.onDelivered();
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
