import { z } from 'zod';

/** A whole number with a default and bounds; say its unit in the variable's name. */
export const int = (fallback: number, { min = 0, max = Number.MAX_SAFE_INTEGER } = {}) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

export const port = () => z.coerce.number().int().min(1).max(65_535);

/** `true`/`false`, `1`/`0`, `on`/`off`, `yes`/`no`. */
export const flag = (fallback: boolean) => z.stringbool().default(fallback);

/** A URL of one of the given schemes, e.g. `url('redis', 'rediss')`. */
export const url = (...schemes: string[]) =>
  z.url({
    protocol: new RegExp(`^(${schemes.join('|')})$`),
    error: `must be a URL with ${schemes.join(':// or ')}://`,
  });

/** A comma separated list; blanks are dropped, so an unset or empty variable is an empty list. */
export const list = (fallback = '') =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    );

export const redisUrl = () => url('redis', 'rediss');

/** What every process reads. The queue's and the sessions' Redis are REDIS_URL unless given their own. */
export const commonEnv = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** `auto`: that of the container, see instanceNumber. */
  INSTANCE_NUMBER: z
    .union([z.literal('auto'), z.coerce.number().int().min(1).max(9999)], {
      error: 'must be a whole number from 1 to 9999, or auto',
    })
    .default(1),
  HOST: z.string().default('127.0.0.1'),
  PORT: port(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  REDIS_URL: redisUrl(),
  QUEUE_REDIS_URL: redisUrl(),
  SESSION_REDIS_URL: redisUrl(),
  SHUTDOWN_DEADLINE_MS: int(10_000, { min: 100 }),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http', 'https').optional(),
};

/** What a process that reads or writes Postgres adds. */
export const postgresEnv = {
  POSTGRES_URL: url('postgres', 'postgresql'),
  POSTGRES_REPLICA_URLS: list(),
};

/** What a process with a public GraphQL door adds. Introspection is off in production unless asked for. */
export const graphqlEnv = {
  GRAPHQL_INTROSPECTION: z.stringbool().optional(),
  TRUSTED_PROXIES: list('127.0.0.1'),
  JWT_ISSUER: z.string().default('converge'),
  JWT_AUDIENCE: z.string().default('converge'),
};
