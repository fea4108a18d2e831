import { commonEnv, graphqlEnv, int, parseEnv, postgresEnv, url } from '@converge/runtime';

/** The receiver's configuration; .env.example explains each variable. */
export const env = parseEnv(
  {
    ...commonEnv,
    ...postgresEnv,
    ...graphqlEnv,
    JWKS_URL: url('http', 'https'),
    MAX_SUBSCRIPTIONS_PER_CONNECTION: int(100, { min: 1 }),
    MAX_CONNECTIONS: int(10_000, { min: 1 }),
    SLOW_CONSUMER_BYTES: int(1_048_576, { min: 65_536 }),
  },
  process.env,
);
