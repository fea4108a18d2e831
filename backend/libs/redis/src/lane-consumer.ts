import { WaitingError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Lane } from '@converge/domain';
import { QUEUE_PREFIX, type LaneJob } from './lanes.js';

export interface LaneConsumerOptions {
  lane: Lane;
  /** Of role `worker`; stays the caller's. */
  redis: Redis;
  /** How many jobs are active at once; what they carry is merged into batches by `process`. */
  concurrency: number;
  /** Resolves when the events are stored. If it rejects, the job goes back to waiting as if it had never started. */
  process: (events: unknown[]) => Promise<void>;
  onError: (error: Error) => void;
  /** A job whose worker is gone is given to another one after this. */
  lockMs?: number;
}

export interface LaneConsumer {
  start(): void;
  /** Fetches nothing more; active jobs go on. */
  pause(): Promise<void>;
  /** Waits for the active jobs, then closes. */
  stop(): Promise<void>;
}

/** Practically never: a job must not fail because its workers were killed often. */
const STALLED_FOR_EVER = 1_000_000_000;

/**
 * Takes jobs of a lane. A job is finished only by being stored: it stays active, its lock renewed, for as long as
 * `process` takes, be it hours; no attempt is ever spent.
 */
export function createLaneConsumer(options: LaneConsumerOptions): LaneConsumer {
  const { lane, redis, process, concurrency, lockMs = 10_000 } = options;

  async function run(job: Job<LaneJob>, token?: string): Promise<void> {
    try {
      await process(Array.isArray(job.data?.events) ? job.data.events : [job.data]);
    } catch (error) {
      await job.moveToWait(token);
      throw new WaitingError(error instanceof Error ? error.message : String(error));
    }
  }

  const worker = new Worker<LaneJob>(lane, run, {
    connection: redis,
    prefix: QUEUE_PREFIX,
    autorun: false,
    concurrency,
    lockDuration: lockMs,
    stalledInterval: lockMs / 2,
    maxStalledCount: STALLED_FOR_EVER,
  });
  worker.on('error', options.onError);
  worker.on('failed', (_job, error) => options.onError(error));

  let running: Promise<void> | undefined;
  return {
    start() {
      running ??= worker.run().catch(options.onError);
    },
    pause: () => worker.pause(true),
    async stop() {
      await worker.pause(true);
      await worker.close();
    },
  };
}
