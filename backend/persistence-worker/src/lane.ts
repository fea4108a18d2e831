import { createLaneConsumer, type LaneConsumerOptions } from '@converge/redis';
import { createBatcher } from './batcher.js';
import { rowsOfEvent } from './event-schema.js';

export interface LaneRunner {
  start(): void;
  /** Takes no more jobs, gives back those that wait, lets the transaction under way end. */
  stop(): Promise<void>;
}

/** A lane of the worker: jobs that are active at the same time are merged into batches. */
export function createLane(
  options: Omit<LaneConsumerOptions, 'process'> & {
    batchRows: number;
    gatherMs: number;
    persist: (events: unknown[], signal: AbortSignal) => Promise<void>;
  },
): LaneRunner {
  const { batchRows, gatherMs, persist, ...consumerOptions } = options;
  const batcher = createBatcher({
    maxRows: batchRows,
    maxAdded: Math.ceil(options.concurrency / 2),
    gatherMs,
    rowsOf: rowsOfEvent,
    flush: persist,
  });
  const consumer = createLaneConsumer({ ...consumerOptions, process: (events) => batcher.add(events) });
  return {
    start: () => consumer.start(),
    async stop() {
      // First, or a job that goes back to waiting would be fetched again at once.
      await consumer.pause();
      await batcher.stop();
      await consumer.stop();
    },
  };
}
