import { LANES, type Lane } from '@converge/domain';
import { isRefused } from '@converge/postgres';
import type { createDataSource } from '@converge/postgres';
import { storeEvents } from '@converge/postgres/writes';
import {
  closeLanes,
  connectRedis,
  coolQuiet,
  createDeadLetters,
  openLanes,
  readBacklog,
  rescueStuck,
  settle,
  whenReady,
} from '@converge/redis';
import type { Logger, Metrics } from '@converge/runtime';
import { createCircuit } from './circuit.js';
import { every } from './every.js';
import { createLane } from './lane.js';
import { createBatchPersister } from './persist-batch.js';
import { createWorkerMetrics, sharedBacklog } from './worker-metrics.js';

export interface WorkerOptions {
  redisUrl: string;
  queueRedisUrl: string;
  dataSource: ReturnType<typeof createDataSource>;
  logger: Logger;
  metrics: Metrics;
  concurrency: Record<Lane, number>;
  batchRows: number;
  /** The shortest time between two transactions of a lane, unless a whole batch waits. */
  gatherMs: number;
  rescueAfterMs: number;
  overlayGraceMs: number;
  coolAfterMs: number;
  /** How long a dead worker's job waits for another; see the lanes' consumer. */
  lockMs?: number;
}

/** Cooling is never urgent. */
const LOOK_FOR_QUIET_EVERY_MS = 60_000;

/** The worker without its process: lanes, rescue and cooling, to be started and stopped together. */
export function createWorker(options: WorkerOptions) {
  const { dataSource, logger, overlayGraceMs, rescueAfterMs, coolAfterMs } = options;
  const heard = (what: string) => (error: unknown) => logger.warn({ err: error }, what);
  const redis = connectRedis(options.redisUrl, 'commands', heard('redis connection'));
  const queueRedis = connectRedis(options.queueRedisUrl, 'commands', heard('queue redis connection'));
  const consuming = connectRedis(options.queueRedisUrl, 'worker', heard('queue redis connection'));
  const queues = openLanes(queueRedis, heard('queue'));
  const deadLetters = createDeadLetters(queueRedis, redis, heard('dead letter queue'));
  const backlog = sharedBacklog((lane) => readBacklog(queueRedis, queues[lane]));
  const measured = createWorkerMetrics(options.metrics, backlog, () => deadLetters.count());

  const circuit = createCircuit({
    isTransient: (error) => !isRefused(error),
    onStateChange: (state) => {
      measured.setCircuit(state);
      logger.info({ circuit: state }, 'the circuit to Postgres changed');
    },
    onRetry: heard('Postgres cannot store right now; the lane waits'),
  });
  // A poison event must reach the dead letter queue before its job may end: whatever fails there is waited for.
  const burial = createCircuit({
    isTransient: () => true,
    onRetry: heard('the dead letter queue cannot be reached; the lane waits'),
  });

  const lanes = LANES.map((lane) =>
    createLane({
      ...{ lane, redis: consuming, concurrency: options.concurrency[lane] },
      ...{ batchRows: options.batchRows, gatherMs: options.gatherMs },
      ...(options.lockMs !== undefined && { lockMs: options.lockMs }),
      onError: heard(`lane ${lane}`),
      persist: createBatchPersister(circuit, burial, {
        store: (events) => storeEvents(dataSource, events),
        settle: (events) => settle(redis, events, overlayGraceMs),
        bury: async (event, reason) => {
          await deadLetters.bury({ lane, event, reason, at: new Date().toISOString() });
          logger.error({ lane, reason }, 'an event can never be stored; it is in the dead letter queue');
        },
        onUnsettled: (error) => {
          measured.unsettled.inc({ lane });
          logger.warn({ err: error, lane }, 'stored, but not settled; rescue will settle it');
        },
        onBatch: (stored, poison, seconds) => {
          measured.batchRows.observe({ lane }, stored + poison);
          measured.batchSeconds.observe({ lane }, seconds);
          measured.stored.inc({ lane }, stored);
          measured.buried.inc({ lane }, poison);
        },
      }),
    }),
  );

  async function rescue(): Promise<void> {
    if (circuit.state() !== 'closed') return;
    const rescued = await rescueStuck({ redis, queueRedis, queues, afterMs: rescueAfterMs });
    for (const lane of LANES) {
      if (rescued[lane] === 0) continue;
      measured.rescued.inc({ lane }, rescued[lane]);
      logger.warn({ lane, events: rescued[lane] }, 'pending events were in no queue; enqueued again');
    }
  }

  async function cool(): Promise<void> {
    measured.cooled.inc(await coolQuiet(redis, coolAfterMs));
  }

  const loops = [
    every(rescueAfterMs, rescue, heard('rescue')),
    every(LOOK_FOR_QUIET_EVERY_MS, cool, heard('cooling')),
  ];

  return {
    redis,
    /** Is this worker able to store? */
    async check(): Promise<void> {
      if (circuit.state() !== 'closed') throw new Error(`the circuit to Postgres is ${circuit.state()}`);
      await Promise.all([redis.ping(), queueRedis.ping()]);
    },
    /** Until then what is stored could not be settled, which would only make work for rescue. */
    async connected(timeoutMs: number): Promise<void> {
      await Promise.all([whenReady(redis, timeoutMs), whenReady(queueRedis, timeoutMs)]);
    },
    start(): void {
      for (const part of [...lanes, ...loops]) part.start();
    },
    async stop(): Promise<void> {
      await Promise.all([...lanes, ...loops].map((part) => part.stop()));
      await Promise.all([deadLetters.stop(), closeLanes(queues)]);
      for (const connection of [redis, queueRedis, consuming]) connection.disconnect();
    },
  };
}
