import 'reflect-metadata';
import { createDataSource, ensureConnected } from '@converge/postgres';
import { createAccounts } from '@converge/postgres/accounts';
import { Registry, RevocationWatch, checkWritable, connectRedis, whenReady } from '@converge/redis';
import {
  createLogger,
  instanceNumber,
  Metrics,
  Shutdown,
  startTracing,
  thisInstance,
} from '@converge/runtime';
import { Probes } from '@converge/runtime/probes';
import { loadSigningKey } from './auth/access-tokens.js';
import { env } from './env.js';
import { createUserService } from './service.js';

const instance = thisInstance('user', await instanceNumber(env.INSTANCE_NUMBER));
const logger = createLogger(instance, env.LOG_LEVEL);
const metrics = new Metrics(instance);
const shutdown = new Shutdown({ logger, deadlineMs: env.SHUTDOWN_DEADLINE_MS }).listen();
const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
const traces = await startTracing({ instance, logger, endpoint });
shutdown.add('traces', () => traces.stop());

const key = await loadSigningKey(env.JWT_PRIVATE_KEY).catch((error: unknown) => {
  logger.fatal({ err: error }, 'no key to sign access tokens with');
  process.exit(1);
});

const onRedisError = (error: unknown) => logger.warn({ err: error }, 'Redis');
const redis = connectRedis(env.REDIS_URL, 'commands', onRedisError);
const sessionRedis = connectRedis(env.SESSION_REDIS_URL, 'commands', onRedisError);
const subscriber = connectRedis(env.SESSION_REDIS_URL, 'subscriber', onRedisError);
shutdown.add('redis', () =>
  [redis, sessionRedis, subscriber].forEach((connection) => connection.disconnect()),
);

// Without Redis the service starts all the same: open sessions can be read, sign-in answers UNAVAILABLE.
await whenReady(sessionRedis, 2_000).catch(onRedisError);

// Always the primary: accounts are read to decide, so a replica's delay would be a hole.
const dataSource = createDataSource({
  url: env.POSTGRES_URL,
  applicationName: instance.id,
  onConnectionLost: (error) => logger.warn({ err: error }, 'Postgres'),
});
shutdown.add('postgres', () => dataSource.isInitialized && dataSource.destroy());

const watch = new RevocationWatch(sessionRedis, subscriber, onRedisError);
await watch.start();
shutdown.add('revocation watch', () => watch.stop());

// Without the sessions' Redis people are still found, and tokens verified by the public keys.
const probes = (await Probes.create(metrics))
  .check('postgres', async () => (await ensureConnected(dataSource)).query('SELECT 1'))
  .watch('sessions', () => checkWritable(sessionRedis));

const { service, sessionEnds, report } = await createUserService(
  {
    instance,
    logger,
    metrics,
    probes,
    accounts: createAccounts(dataSource),
    redis: sessionRedis,
    revocations: watch,
    key,
    tracer: traces.tracer,
  },
  {
    issuer: env.JWT_ISSUER,
    audience: env.JWT_AUDIENCE,
    accessTokenTtlS: env.ACCESS_TOKEN_TTL_S,
    refreshTokenTtlS: env.REFRESH_TOKEN_TTL_S,
    signUpOpen: env.SIGN_UP_OPEN,
    cookieSecure: env.COOKIE_SECURE,
    signInPerAccountPer15Min: env.SIGN_IN_PER_ACCOUNT_PER_15_MIN,
    signInPerAddressPer15Min: env.SIGN_IN_PER_ADDRESS_PER_15_MIN,
    trustedProxies: env.TRUSTED_PROXIES,
    introspection: env.GRAPHQL_INTROSPECTION ?? env.NODE_ENV !== 'production',
  },
);
shutdown.add('http', () => service.close());

// Whatever ended while Redis was away, or was lost with it, is told again at each connection.
const REPAIR_AGAIN_MS = 5_000;
const repair = () => {
  sessionEnds.repair().catch((error: unknown) => {
    logger.warn({ err: error }, 'revocations could not be told again');
    setTimeout(repair, REPAIR_AGAIN_MS).unref();
  });
};
sessionRedis.on('ready', repair);
if (sessionRedis.status === 'ready') repair();

await service.listen(env.PORT, env.HOST);
const registry = new Registry(redis, instance, onRedisError, report);
registry.start();
shutdown.add('registry', () => registry.stop());
shutdown.add('readiness', () => probes.startStopping());
logger.info({ host: env.HOST, port: env.PORT }, 'ready');
