import 'reflect-metadata';
import { TokenVerifier } from '@converge/graphql';
import { createDataSource, replicasOf } from '@converge/postgres';
import { createReads, ensureConnected } from '@converge/postgres/reads';
import {
  Channels,
  connectRedis,
  Epoch,
  HotReads,
  QueueReads,
  Registry,
  RevocationWatch,
} from '@converge/redis';
import {
  createLogger,
  instanceNumber,
  Metrics,
  Shutdown,
  startTracing,
  thisInstance,
} from '@converge/runtime';
import { Probes } from '@converge/runtime/probes';
import { env } from './env.js';
import { replicaMetric } from './metrics.js';
import { createReceiver, type Receiver } from './receiver.js';

const instance = thisInstance('receiver', await instanceNumber(env.INSTANCE_NUMBER));
const logger = createLogger(instance, env.LOG_LEVEL);
const metrics = new Metrics(instance);
const shutdown = new Shutdown({ logger, deadlineMs: env.SHUTDOWN_DEADLINE_MS }).listen();
const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
const traces = await startTracing({ instance, logger, endpoint });
shutdown.add('traces', () => traces.stop());
const connectionError = (name: string) => (error: unknown) =>
  logger.warn({ err: error }, `${name} connection`);

const redis = connectRedis(env.REDIS_URL, 'commands', connectionError('redis'));
const queueRedis = connectRedis(env.QUEUE_REDIS_URL, 'commands', connectionError('queue redis'));
const subscriber = connectRedis(env.REDIS_URL, 'subscriber', connectionError('redis'));
const sessionRedis = connectRedis(env.SESSION_REDIS_URL, 'commands', connectionError('session redis'));
const sessionSubscriber = connectRedis(env.SESSION_REDIS_URL, 'subscriber', connectionError('session redis'));
shutdown.add('redis', () =>
  [redis, queueRedis, subscriber, sessionRedis, sessionSubscriber].forEach((connection) =>
    connection.disconnect(),
  ),
);

const dataSource = createDataSource({
  url: env.POSTGRES_URL,
  replicaUrls: env.POSTGRES_REPLICA_URLS,
  applicationName: instance.id,
  connectTimeoutMs: 2000,
  onConnectionLost: connectionError('postgres'),
  onReplicaChange: ({ failure, isFirst }) => {
    if (failure === null) {
      logger.info('a replica is read from');
    } else {
      // Where there may be a replica, there need not be one: only that one goes is a warning.
      logger[isFirst ? 'info' : 'warn'](
        { reason: String(failure) },
        'a replica cannot be reached: until it can, reads go to the others or the primary',
      );
    }
  },
});
shutdown.add('postgres', () => dataSource.isInitialized && dataSource.destroy());
replicaMetric(metrics, () => replicasOf(dataSource).count);

const revocations = new RevocationWatch(sessionRedis, sessionSubscriber, connectionError('revocations'));
await revocations.start();
shutdown.add('revocations', () => revocations.stop());

const registry = new Registry(redis, instance, connectionError('registry'), () => receiver.report());
const channels = new Channels(subscriber, redis);
const verifier = new TokenVerifier({
  jwks: env.JWKS_URL,
  issuer: env.JWT_ISSUER,
  audience: env.JWT_AUDIENCE,
  isRevoked: (sessionId) => revocations.isRevoked(sessionId),
});
// History is read without Redis, and hot chats without Postgres: either is enough to be of use. Without the channels
// nothing is heard live, without the keys only those are known who were known before.
const checkPostgres = async () => (await ensureConnected(dataSource)).query('SELECT 1');
const probes = (await Probes.create(metrics))
  .check('stores', () => Promise.any([redis.ping(), checkPostgres()]))
  .watch('redis', () => redis.ping())
  .watch('channels', () => channels.checkHearing())
  .watch('keys', () => verifier.checkKeys())
  .watch('sessions', () => sessionRedis.ping())
  .watch('postgres', checkPostgres);
const receiver: Receiver = await createReceiver({
  instance,
  logger,
  metrics,
  probes,
  verifier,
  introspection: env.GRAPHQL_INTROSPECTION ?? env.NODE_ENV !== 'production',
  trustedProxies: env.TRUSTED_PROXIES,
  hot: new HotReads(redis, new Epoch(redis)),
  reads: createReads(dataSource),
  channels,
  registry,
  queues: new QueueReads(queueRedis),
  revocations,
  maxConnections: env.MAX_CONNECTIONS,
  maxSubscriptionsPerConnection: env.MAX_SUBSCRIPTIONS_PER_CONNECTION,
  slowConsumerBytes: env.SLOW_CONSUMER_BYTES,
  tracer: traces.tracer,
});
shutdown.add('receiver', () => receiver.stop());
await receiver.service.listen(env.PORT, env.HOST);

registry.start();
shutdown.add('registry', () => registry.stop());
shutdown.add('readiness', () => probes.startStopping());
logger.info({ port: env.PORT }, 'ready');
