import 'reflect-metadata';
import type { ChatEvent } from '@converge/domain';
import { createGraphqlService, TokenVerifier } from '@converge/graphql';
import { createDataSource } from '@converge/postgres';
import { createReads, ensureConnected, postgresDoor } from '@converge/postgres/reads';
import {
  ChatCommands,
  ChatScript,
  checkWritable,
  closeLanes,
  connectRedis,
  createLaneProducer,
  Epoch,
  HotReads,
  MessageCommands,
  openLanes,
  RateLimiter,
  Redrive,
  Registry,
  RevocationWatch,
  whenReady,
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
import { AppModule } from './app.module.js';
import { ChatsService } from './chats/chats.service.js';
import { DeadLettersService } from './dead-letters/dead-letters.service.js';
import { env } from './env.js';
import { loadStoredChat, storedMessages } from './hydration.js';
import { MessagesService } from './messages/messages.service.js';
import { senderMetrics } from './metrics.js';

const instance = thisInstance('sender', await instanceNumber(env.INSTANCE_NUMBER));
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
const sessionRedis = connectRedis(env.SESSION_REDIS_URL, 'commands', connectionError('session redis'));
const sessionSubscriber = connectRedis(env.SESSION_REDIS_URL, 'subscriber', connectionError('session redis'));
shutdown.add('redis', () =>
  [redis, queueRedis, sessionRedis, sessionSubscriber].forEach((connection) => connection.disconnect()),
);
await whenReady(redis, 30_000);

const dataSource = createDataSource({ url: env.POSTGRES_URL, applicationName: instance.id });
shutdown.add('postgres', () => dataSource.isInitialized && dataSource.destroy());
const reads = postgresDoor(createReads(dataSource));

const revocations = new RevocationWatch(sessionRedis, sessionSubscriber, connectionError('revocations'));
await revocations.start();
shutdown.add('revocations', () => revocations.stop());

const measured = senderMetrics(metrics, logger);
const { requestWatch } = measured;

const lanes = createLaneProducer({
  url: env.QUEUE_REDIS_URL,
  flushIntervalMs: env.FLUSH_INTERVAL_MS,
  tracer: traces.tracer,
  onError: (error) =>
    logger.warn({ err: error }, 'events were not enqueued; rescue will find them by their pending marks'),
  onUnsent: () => measured.unsent.inc(),
});
shutdown.add('lanes', () => lanes.stop());

const epoch = new Epoch(redis);
const hot = new HotReads(redis, epoch);
const script = new ChatScript({
  redis,
  epoch,
  loadStored: loadStoredChat(reads),
  loadCounters: (chatId) => reads.stubCounters(chatId),
  logLength: env.LOG_LENGTH_EVENTS,
  tracer: traces.tracer,
  onHydrated: () => measured.hydrations.inc(),
});
const onAccepted = (event: ChatEvent) => {
  measured.events[event.type].inc();
  lanes.add(event);
};
const queues = openLanes(queueRedis, connectionError('queue'));
shutdown.add('queues', () => closeLanes(queues));
const sendLimit = new RateLimiter(redis, {
  name: 'messages',
  points: env.MESSAGES_PER_SECOND,
  durationMs: 1000,
  burst: env.MESSAGES_BURST,
});

const verifier = new TokenVerifier({
  jwks: env.JWKS_URL,
  issuer: env.JWT_ISSUER,
  audience: env.JWT_AUDIENCE,
  isRevoked: (sessionId) => revocations.isRevoked(sessionId),
});
// Without Postgres hot chats go on; without the sessions' Redis what is known of revocations holds; without the queue's
// what is accepted keeps its pending mark, and is enqueued by rescue; without the keys those are known who were before.
const probes = (await Probes.create(metrics))
  .check('redis', () => checkWritable(redis))
  .watch('queue', () => checkWritable(queueRedis))
  .watch('sessions', () => sessionRedis.ping())
  .watch('keys', () => verifier.checkKeys())
  .watch('postgres', async () => (await ensureConnected(dataSource)).query('SELECT 1'));
const service = await createGraphqlService({
  module: AppModule.with({
    instance,
    logger,
    requestWatch,
    verifier,
    introspection: env.GRAPHQL_INTROSPECTION ?? env.NODE_ENV !== 'production',
    chats: new ChatsService({
      commands: new ChatCommands(script, redis, onAccepted),
      hot,
      reads,
    }),
    messages: new MessagesService({
      commands: new MessageCommands(script, redis, onAccepted, env.HOT_WINDOW_MESSAGES, instance.id),
      hot,
      reads,
      sendLimit,
    }),
    deadLetters: new DeadLettersService({
      redrive: new Redrive({
        ...{ redis, queueRedis, queues, script },
        stored: storedMessages(reads),
        accepted: onAccepted,
      }),
      logger,
    }),
  }),
  instance,
  logger,
  trustedProxies: env.TRUSTED_PROXIES,
  probes,
  requestWatch,
  tracer: traces.tracer,
});
shutdown.add('http', () => service.close());
await service.listen(env.PORT, env.HOST);

const registry = new Registry(redis, instance, connectionError('registry'), measured.report);
registry.start();
shutdown.add('registry', () => registry.stop());
shutdown.add('readiness', () => probes.startStopping());
logger.info({ port: env.PORT }, 'ready');
