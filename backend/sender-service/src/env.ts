import { commonEnv, graphqlEnv, int, parseEnv, postgresEnv, url } from '@converge/runtime';

/** The sender's configuration; .env.example explains each variable. */
export const env = parseEnv(
  {
    ...commonEnv,
    ...postgresEnv,
    ...graphqlEnv,
    JWKS_URL: url('http', 'https'),
    MESSAGES_PER_SECOND: int(20, { min: 0 }),
    MESSAGES_BURST: int(40, { min: 1 }),
    FLUSH_INTERVAL_MS: int(50, { min: 0, max: 1000 }),
    HOT_WINDOW_MESSAGES: int(200, { min: 1 }),
    LOG_LENGTH_EVENTS: int(1000, { min: 1 }),
  },
  process.env,
);
