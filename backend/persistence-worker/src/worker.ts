import { LANES, traced, type ChatEvent, type Lane, type Tracer } from '@converge/domain';
import { isRefused } from '@converge/postgres';
import type { createDataSource } from '@converge/postgres';
import { storeEvents } from '@converge/postgres/writes';
import {
  closeLanes,
  connectRedis,
  coolQuiet,
  countPending,
  createDeadLetters,
  openLanes,
  readBacklog,
  rescueStuck,
  settle,
  whenReady,
} from '@converge/redis';
import { createReporter, type Logger, type Metrics } from '@converge/runtime';
import { tracedBatches, type Persist } from './batch-traces.js';
import { createCircuit } from './circuit.js';
import { every } from './every.js';
import { createLane } from './lane.js';
import { originOf, requestIdsOf } from './origins.js';
import { createBatchPersister } from './persist-batch.js';
import { createWorkerChecks } from './worker-checks.js';
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
  /** Older jobs than this are a sign that the worker does not keep up. */
  backlogLimitMs: number;
  /** How long a dead worker's job waits for another; see the lanes' consumer. */
  lockMs?: number;
  tracer?: Tracer | undefined;
}

/** Cooling is never urgent. */
const LOOK_FOR_QUIET_EVERY_MS = 60_000;

/** The worker without its process: lanes, rescue and cooling, to be started and stopped together. */
export function createWorker(options: WorkerOptions) {
  const { dataSource, logger, overlayGraceMs, rescueAfterMs, coolAfterMs, tracer } = options;
  const heard = (what: string) => (error: unknown) => logger.warn({ err: error }, what);
  const redis = connectRedis(options.redisUrl, 'commands', heard('redis connection'));
  const queueRedis = connectRedis(options.queueRedisUrl, 'commands', heard('queue redis connection'));
  const consuming = connectRedis(options.queueRedisUrl, 'worker', heard('queue redis connection'));
  const queues = openLanes(queueRedis, heard('queue'));
  const deadLetters = createDeadLetters(queueRedis, redis, heard('dead letter queue'));
  const backlog = sharedBacklog((lane) => readBacklog(queueRedis, queues[lane]));
  const measured = createWorkerMetrics(options.metrics, {
    backlog,
    deadLetters: () => deadLetters.count(),
    circuit: () => circuit.state(),
  });

  const circuit = createCircuit({
    isTransient: (error) => !isRefused(error),
    onStateChange: (state) => logger.info({ circuit: state }, 'the circuit to Postgres changed'),
    onRetry: (error) => {
      measured.storeFailed();
      logger.warn({ err: error }, 'Postgres cannot store right now; the lane waits');
    },
  });
  // A poison event must reach the dead letter queue before its job may end: whatever fails there is waited for.
  const burial = createCircuit({
    isTransient: () => true,
    onRetry: heard('the dead letter queue cannot be reached; the lane waits'),
  });

  function told(lane: Lane, events: readonly ChatEvent[]): void {
    if (logger.isLevelEnabled('debug')) logger.debug({ lane, requestIds: requestIdsOf(events) }, 'stored');
  }

  async function bury(lane: Lane, event: unknown, reason: string): Promise<void> {
    const { requestId, traceparent } = originOf(event);
    await traced(tracer, 'bury', { parent: traceparent }, () =>
      deadLetters.bury({ lane, event, reason, at: new Date().toISOString() }),
    );
    const what = 'an event can never be stored; it is in the dead letter queue';
    logger.error({ lane, reason, requestId }, what);
  }

  function persister(lane: Lane): Persist {
    const persist = createBatchPersister(circuit, burial, {
      store: (events, parent) =>
        traced(
          tracer,
          'store',
          { kind: 'client', parent, attributes: { 'db.system.name': 'postgresql' } },
          () => storeEvents(dataSource, events),
        ),
      settle: async (events) => {
        told(lane, events);
        await settle(redis, events, overlayGraceMs);
      },
      bury: (event, reason) => bury(lane, event, reason),
      onUnsettled: (error) => {
        measured.unsettled[lane].inc();
        logger.warn({ err: error, lane }, 'stored, but not settled; rescue will settle it');
      },
      onBatch: (stored, poison, seconds) => measured.batch(lane, stored, poison, seconds),
    });
    return tracer ? tracedBatches(tracer, lane, persist) : persist;
  }

  const lanes = LANES.map((lane) =>
    createLane({
      ...{ lane, redis: consuming, concurrency: options.concurrency[lane] },
      ...{ batchRows: options.batchRows, gatherMs: options.gatherMs },
      ...(options.lockMs !== undefined && { lockMs: options.lockMs }),
      onError: heard(`lane ${lane}`),
      persist: persister(lane),
    }),
  );

  async function rescue(): Promise<void> {
    const onPending = (events: number) => measured.pending.set(events);
    if (circuit.state() !== 'closed') return onPending(await countPending(redis));
    const rescued = await rescueStuck({ redis, queueRedis, queues, afterMs: rescueAfterMs, onPending });
    for (const lane of LANES) {
      if (rescued[lane] === 0) continue;
      measured.rescued[lane].inc(rescued[lane]);
      logger.warn({ lane, events: rescued[lane] }, 'pending events were in no queue; enqueued again');
    }
  }

  async function cool(): Promise<void> {
    measured.cooled.inc(await coolQuiet(redis, coolAfterMs));
  }

  const checks = createWorkerChecks({
    ...{ redis, queueRedis, dataSource, circuit, backlog },
    backlogLimitMs: options.backlogLimitMs,
  });
  const loops = [
    every(rescueAfterMs, rescue, heard('rescue')),
    every(LOOK_FOR_QUIET_EVERY_MS, cool, heard('cooling')),
  ];

  return {
    redis,
    checks,
    /** Is this worker able to store? */
    async check(): Promise<void> {
      checks.circuit();
      await Promise.all([checks.redis(), checks.queue()]);
    },
    report: createReporter({
      work: Object.values(measured.stored),
      errors: measured.errors(),
      clocks: measured.persisted,
      circuit: () => circuit.state(),
    }),
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
