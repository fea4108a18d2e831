import type { Instance } from '@converge/domain';
import { pino, type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** Fields that must never reach a log line, wherever in the first levels of an object they stand. */
const SECRET_FIELDS = [
  'password',
  'currentPassword',
  'passwordHash',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'authorization',
  'cookie',
  'content',
];

/** For pino's `redact`. */
export const redaction = {
  paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  censor: '[redacted]',
};

/** A JSON-lines logger to stdout; every line names its instance. Secrets and message text are cut out. */
export function createLogger(instance: Pick<Instance, 'id'>, level: string): Logger {
  return pino({
    level,
    base: { instance: instance.id },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: redaction,
  });
}
