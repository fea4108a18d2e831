import { PutBack } from './put-back.js';

export interface Batcher {
  /** Resolves when these events are dealt with for good; rejects with PutBack when the worker stops before. */
  add(events: readonly unknown[]): Promise<void>;
  /** Rejects what has not begun, lets the flushes in flight end (or give up waiting), then resolves. */
  stop(): Promise<void>;
}

interface Entry {
  events: readonly unknown[];
  rows: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Of a backlog the next batch is made ready, and settled, while Postgres is at this one. */
const FULL_BATCHES_AT_ONCE = 2;

/**
 * Merges what comes at about the same time into batches of up to `maxRows` rows: a transaction costs the same for one
 * row as for many. What comes after a quiet time goes at once; then a flush begins only `gatherMs` after the last one,
 * when that has ended, or as soon as a whole batch waits: of `maxRows` rows, or of `maxAdded` callers. A caller's events
 * are never split between batches.
 */
export function createBatcher(options: {
  maxRows: number;
  /** Where callers are only so many, and wait: half of them, or a batch of all would leave the next one nothing. */
  maxAdded?: number;
  /** The shortest time between the beginnings of two flushes, unless the second is a whole batch. */
  gatherMs?: number;
  /** How many rows of its own an event makes. */
  rowsOf?: (event: unknown) => number;
  flush: (events: unknown[], signal: AbortSignal) => Promise<void>;
}): Batcher {
  const { maxRows, maxAdded = Infinity, gatherMs = 0, rowsOf = () => 1 } = options;
  const stopping = new AbortController();
  const queue: Entry[] = [];
  const inFlight = new Set<Promise<void>>();
  let waitingRows = 0;
  let lastBegunMs = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;

  /** In a microtask: jobs that are fetched together come in one batch. */
  function look(): void {
    if (isLooking) return;
    isLooking = true;
    queueMicrotask(() => {
      isLooking = false;
      while (queue.length > 0 && mayBegin()) begin(nextBatch());
    });
  }

  function mayBegin(): boolean {
    if (waitingRows >= maxRows || queue.length >= maxAdded) return inFlight.size < FULL_BATCHES_AT_ONCE;
    if (inFlight.size > 0) return false;
    const waitMs = lastBegunMs + gatherMs - performance.now();
    if (waitMs <= 0) return true;
    timer ??= setTimeout(() => {
      timer = undefined;
      look();
    }, waitMs);
    return false;
  }

  function nextBatch(): Entry[] {
    let rows = 0;
    let count = 0;
    for (const entry of queue) {
      if (count >= maxAdded || (count > 0 && rows + entry.rows > maxRows)) break;
      rows += entry.rows;
      count++;
    }
    waitingRows -= rows;
    return queue.splice(0, count);
  }

  function begin(batch: Entry[]): void {
    lastBegunMs = performance.now();
    const flushing = flush(batch).finally(() => {
      inFlight.delete(flushing);
      look();
    });
    inFlight.add(flushing);
  }

  async function flush(batch: Entry[]): Promise<void> {
    try {
      await options.flush(
        batch.flatMap((entry) => entry.events),
        stopping.signal,
      );
      for (const entry of batch) entry.resolve();
    } catch (error) {
      for (const entry of batch) entry.reject(error);
    }
  }

  return {
    add: (events) =>
      new Promise((resolve, reject) => {
        if (stopping.signal.aborted) return reject(new PutBack());
        const rows = events.reduce<number>((sum, event) => sum + rowsOf(event), 0);
        queue.push({ events, rows, resolve, reject });
        waitingRows += rows;
        look();
      }),
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      for (const entry of queue.splice(0)) entry.reject(new PutBack());
      await Promise.all(inFlight);
    },
  };
}
