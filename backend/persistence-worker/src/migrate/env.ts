import { parseEnv, postgresEnv } from '@converge/runtime';

/** All that migrating needs: the primary, as the owner of the database. */
export const env = parseEnv({ POSTGRES_URL: postgresEnv.POSTGRES_URL }, process.env);
