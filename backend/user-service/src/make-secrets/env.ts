import { parseEnv, z } from '@converge/runtime';
import { ownFiles } from './secrets.js';

const folders = parseEnv({ SECRETS_FOLDER: z.string(), OWN_SECRETS_FOLDER: z.string() }, process.env);

const own = parseEnv(
  {
    POSTGRES_PASSWORD: z.string().optional(),
    REDIS_PASSWORD: z.string().optional(),
    JWT_PRIVATE_KEY: z.string().optional(),
  },
  { ...ownFiles(folders.OWN_SECRETS_FOLDER), ...process.env },
);

/** Where the secrets are kept, and those that somebody brought. */
export const env = { folder: folders.SECRETS_FOLDER, own };
