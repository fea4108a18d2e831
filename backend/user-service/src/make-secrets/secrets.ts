import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

const makePassword = (): string => randomBytes(24).toString('hex');
const makeSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** What an installation keeps to itself. The folders are apart, since the signing key is for the user service alone. */
export const SECRETS = [
  { variable: 'POSTGRES_PASSWORD', folder: 'passwords', file: 'postgres-password', make: makePassword },
  { variable: 'REDIS_PASSWORD', folder: 'passwords', file: 'redis-password', make: makePassword },
  { variable: 'JWT_PRIVATE_KEY', folder: 'signing-key', file: 'jwt-private-key.pem', make: makeSigningKey },
] as const;

type Own = Partial<Record<(typeof SECRETS)[number]['variable'], string | undefined>>;

/**
 * The files that somebody brought, as the variables that they stand for. What cannot be looked at is among them: reading
 * it tells why, where a secret of our own in its place would be a surprise.
 */
export function ownFiles(folder: string): Record<string, string> {
  const paths = SECRETS.map(({ variable, file }) => [`${variable}_FILE`, join(folder, file)] as const);
  return Object.fromEntries(paths.filter(([, path]) => !isAbsent(path)));
}

function isAbsent(path: string): boolean {
  try {
    statSync(path);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

/**
 * Puts each secret into its file below `folder`: the one that somebody brought, else the one that is there, else a new
 * random one. Answers a line on each, never with a value.
 */
export function makeSecrets(folder: string, own: Own): string[] {
  return SECRETS.map(({ variable, folder: part, file, make }) => {
    const path = join(folder, part, file);
    const brought = own[variable];
    const before = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    if (brought === undefined && before !== undefined) return `${file}: kept`;
    const text = `${(brought ?? make()).trimEnd()}\n`;
    if (text === before) return `${file}: kept, it is yours`;
    write(path, text);
    if (brought === undefined) return `${file}: made`;
    return before === undefined ? `${file}: yours` : `${file}: yours in place of the one before`;
  });
}

/** At once or not at all; for its owner and the folder's group to read, nobody else. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o750 });
  const { gid } = statSync(dirname(path));
  const fresh = `${path}.new`;
  writeFileSync(fresh, text, { mode: 0o400 });
  chmodSync(fresh, 0o440);
  chownSync(fresh, process.getuid?.() ?? -1, gid);
  renameSync(fresh, path);
}
