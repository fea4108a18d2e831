import { PutBack } from './put-back.js';

export interface Batcher {
  /** Resolves when these events are dealt with for good; rejects with PutBack when the worker stops before. */
  add(events: readonly unknown[]): Promise<void>;
  /** Rejects what has not begun, lets the flush in flight end (or give up waiting), then resolves. */
  stop(): Promise<void>;
}

interface Entry {
  events: readonly unknown[];
  rows: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Merges what comes at the same time into batches of up to `maxRows` rows. One flush is in flight at a time; what
 * arrives meanwhile forms the next batch, so batches grow with the load by themselves. A caller's events are never
 * split between batches.
 */
export function createBatcher(options: {
  maxRows: number;
  /** How many rows of its own an event makes. */
  rowsOf?: (event: unknown) => number;
  flush: (events: unknown[], signal: AbortSignal) => Promise<void>;
}): Batcher {
  const { maxRows, rowsOf = () => 1 } = options;
  const stopping = new AbortController();
  const queue: Entry[] = [];
  let running: Promise<void> | null = null;

  function nextBatch(): Entry[] {
    let rows = 0;
    let count = 0;
    for (const entry of queue) {
      if (count > 0 && rows + entry.rows > maxRows) break;
      rows += entry.rows;
      count++;
    }
    return queue.splice(0, count);
  }

  async function run(): Promise<void> {
    while (queue.length > 0 && !stopping.signal.aborted) {
      const batch = nextBatch();
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
    running = null;
  }

  return {
    add: (events) =>
      new Promise((resolve, reject) => {
        if (stopping.signal.aborted) return reject(new PutBack());
        const rows = events.reduce<number>((sum, event) => sum + rowsOf(event), 0);
        queue.push({ events, rows, resolve, reject });
        // In a microtask: jobs that are fetched together come in one batch.
        running ??= Promise.resolve().then(run);
      }),
    async stop() {
      stopping.abort();
      for (const entry of queue.splice(0)) entry.reject(new PutBack());
      await running;
    },
  };
}
