import { parseEnv, postgresEnv } from '@converge/runtime';

/** All it needs. */
export const env = parseEnv({ POSTGRES_URL: postgresEnv.POSTGRES_URL }, process.env);
