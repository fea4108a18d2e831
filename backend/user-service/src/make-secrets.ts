/** Makes the secrets of an installation, once; every later run finds them again. For docker compose's `secrets`. */
import { env } from './make-secrets/env.js';
import { makeSecrets } from './make-secrets/secrets.js';

for (const line of makeSecrets(env.folder, env.own)) console.log(`secrets: ${line}`);
