import { createDataSource } from '@converge/postgres';
import { Registry } from '@converge/redis';
import {
  createLogger,
  instanceNumber,
  Metrics,
  Shutdown,
  startProbeServer,
  startTracing,
  thisInstance,
} from '@converge/runtime';
import { Probes } from '@converge/runtime/probes';
import { env } from './env.js';
import { createWorker } from './worker.js';

const instance = thisInstance('worker', await instanceNumber(env.INSTANCE_NUMBER));
const logger = createLogger(instance, env.LOG_LEVEL);
const metrics = new Metrics(instance);
const shutdown = new Shutdown({ logger, deadlineMs: env.SHUTDOWN_DEADLINE_MS }).listen();
const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
const traces = await startTracing({ instance, logger, endpoint });
shutdown.add('traces', () => traces.stop());

const dataSource = createDataSource({
  url: env.POSTGRES_URL,
  applicationName: instance.id,
  // Two transactions in flight for each lane that has a backlog.
  poolSize: 6,
  onConnectionLost: (error) => logger.warn({ err: error }, 'an idle Postgres connection was lost'),
});
shutdown.add('postgres', () => dataSource.isInitialized && dataSource.destroy());

const worker = createWorker({
  redisUrl: env.REDIS_URL,
  queueRedisUrl: env.QUEUE_REDIS_URL,
  dataSource,
  logger,
  metrics,
  concurrency: {
    messages: env.LANE_CONCURRENCY_MESSAGES,
    chats: env.LANE_CONCURRENCY_CHATS,
    receipts: env.LANE_CONCURRENCY_RECEIPTS,
  },
  batchRows: env.BATCH_ROWS,
  gatherMs: env.GATHER_MS,
  rescueAfterMs: env.RESCUE_AFTER_MS,
  overlayGraceMs: env.OVERLAY_GRACE_MS,
  coolAfterMs: env.COOL_AFTER_MS,
  backlogLimitMs: env.BACKLOG_LIMIT_MS,
  tracer: traces.tracer,
});
shutdown.add('lanes', () => worker.stop());

const { checks } = worker;
const probes = (await Probes.create(metrics))
  .check('redis', checks.redis)
  .check('queue', checks.queue)
  .check('circuit', checks.circuit)
  .watch('postgres', checks.postgres)
  .watch('backlog', checks.backlog);
const { HOST: host, PORT: port } = env;
const server = await startProbeServer({ host, port, instanceId: instance.id, probes });
shutdown.add('probes', () => server.stop());

await worker.connected(30_000);
const heard = (error: unknown) => logger.warn({ err: error }, 'registry');
const registry = new Registry(worker.redis, instance, heard, worker.report);
registry.start();
shutdown.add('registry', () => registry.stop());
worker.start();
shutdown.add('readiness', () => probes.startStopping());
logger.info({ port }, 'ready');
