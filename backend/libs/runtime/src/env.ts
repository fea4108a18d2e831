import { z } from 'zod';
import { fillInFiles, fillInPasswords, knownSecrets, withPasswordNames } from './env-secrets.js';

export { z };

type Source = Record<string, string | undefined>;

/** Variables that stand for another one while they are unset. */
const FALLBACKS: Record<string, string> = { QUEUE_REDIS_URL: 'REDIS_URL', SESSION_REDIS_URL: 'REDIS_URL' };

/** Every mistake of a process's configuration, told together. */
export class EnvError extends Error {
  constructor(readonly mistakes: string[]) {
    super(
      `Configuration: ${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}\n  ${mistakes.join('\n  ')}`,
    );
    this.name = 'EnvError';
  }
}

/**
 * Reads a process's configuration. An empty variable counts as unset; each may be given as a file (`NAME_FILE`), and a
 * password apart from its URL. In production, secrets that everybody knows are mistakes.
 * Throws EnvError with all mistakes; a message names the variable and never repeats its value (it may be a secret).
 */
export function readEnv<Shape extends z.ZodRawShape>(
  shape: Shape,
  source: Source,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  );
  const names = withPasswordNames(Object.keys(shape));
  const unread = fillInFiles(given, names);
  const refused = given['NODE_ENV'] === 'production' ? knownSecrets(given, names) : [];
  fillInPasswords(given);
  for (const [name, other] of Object.entries(FALLBACKS)) given[name] ??= given[other];
  const result = z.object(shape).safeParse(given);
  if (result.success && unread.size + refused.length === 0) return result.data;
  throw new EnvError([
    ...unread.values(),
    ...refused,
    ...(result.error?.issues ?? [])
      .map((issue) => ({ name: issue.path.join('.'), message: issue.message }))
      // A fallback that is unset because its source is unset is one mistake, not two; so is a file that cannot be read.
      .filter(({ name }) => !(FALLBACKS[name] && given[name] === given[FALLBACKS[name]]) && !unread.has(name))
      .map(({ name, message }) => `${name}: ${given[name] === undefined ? 'is required' : message}`),
  ]);
}

/** readEnv for a process's env.ts: prints the mistakes and ends with exit code 1. */
export function parseEnv<Shape extends z.ZodRawShape>(
  shape: Shape,
  source: Source,
): z.output<z.ZodObject<Shape>> {
  try {
    return readEnv(shape, source);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
