import type { Instance } from '@converge/domain';
import { pino, type DestinationStream, type Logger as PinoLogger, type LoggerOptions } from 'pino';
import { plainError } from './plain-error.js';

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
const redaction = {
  paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  censor: '[redacted]',
};

/**
 * A JSON-lines logger to stdout; every line names its instance. Secrets and message text are cut out, and of an error
 * (`err`) only what is no data of the people is told.
 */
export function createLogger(instance: Pick<Instance, 'id'>, level: string, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: { instance: instance.id },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: (error: unknown) => plainError(error) },
    redact: redaction,
  };
  return to ? pino(options, to) : pino(options);
}
