import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv, z } from '@converge/runtime';
import { SECRETS } from './secrets.js';

const folders = parseEnv({ SECRETS_FOLDER: z.string(), OWN_SECRETS_FOLDER: z.string() }, process.env);

/** Files of one's own, as the variables that they stand for. */
const ownFiles = Object.fromEntries(
  SECRETS.map(
    ({ variable, file }) => [`${variable}_FILE`, join(folders.OWN_SECRETS_FOLDER, file)] as const,
  ).filter(([, path]) => existsSync(path)),
);

const own = parseEnv(
  {
    POSTGRES_PASSWORD: z.string().optional(),
    REDIS_PASSWORD: z.string().optional(),
    JWT_PRIVATE_KEY: z.string().optional(),
  },
  { ...ownFiles, ...process.env },
);

/** Where the secrets are kept, and those that somebody brought. */
export const env = { folder: folders.SECRETS_FOLDER, own };
