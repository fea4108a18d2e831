import { commonEnv, flag, graphqlEnv, int, parseEnv, postgresEnv, z } from '@converge/runtime';

/** The whole configuration of this process; `process.env` is read nowhere else in it. */
export const env = parseEnv(
  {
    ...commonEnv,
    ...postgresEnv,
    ...graphqlEnv,
    /** PKCS8 PEM of an Ed25519 key; all instances need the same. */
    JWT_PRIVATE_KEY: z.string(),
    ACCESS_TOKEN_TTL_S: int(900, { min: 10, max: 3600 }),
    REFRESH_TOKEN_TTL_S: int(604_800, { min: 60 }),
    SIGN_UP_OPEN: flag(true),
    COOKIE_SECURE: flag(true),
    /** 0: no limit. */
    SIGN_IN_PER_ACCOUNT_PER_15_MIN: int(10),
    SIGN_IN_PER_ADDRESS_PER_15_MIN: int(100),
  },
  process.env,
);
