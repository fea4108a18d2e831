import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.js';

/** What only this stack knows. */
export interface Secrets {
  postgresPassword: string;
  /** A file with the private half (PKCS8 PEM, Ed25519) of the key that signs access tokens. */
  jwtPrivateKeyFile: string;
}

/** Makes the secrets once, readable by this account alone; later starts find them again. */
export function readOrMakeSecrets(layout: Layout): Secrets {
  const passwordFile = join(layout.secrets, 'postgres-password');
  const jwtPrivateKeyFile = join(layout.secrets, 'jwt-private-key.pem');
  makeOnce(passwordFile, () => randomBytes(24).toString('base64url'));
  makeOnce(jwtPrivateKeyFile, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  return { postgresPassword: readFileSync(passwordFile, 'utf8'), jwtPrivateKeyFile };
}

function makeOnce(file: string, make: () => string): void {
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600, flag: 'wx' });
}
