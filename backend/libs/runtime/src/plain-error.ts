import { types } from 'node:util';

/** What a log line tells of an error. */
interface PlainError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: PlainError;
  /** Of an error that stands for several. */
  errors?: PlainError[];
}

/** Causes of causes are told so deep. */
const DEPTH = 3;

/**
 * What of an error may be told. Errors of stores carry what they were asked with (TypeORM the query's parameters, ioredis
 * the command's arguments, Postgres the whole row), and with it what people wrote: so only these fields, by name.
 */
export function plainError(error: unknown, depth = DEPTH): PlainError {
  if (!types.isNativeError(error)) return { type: typeof error, message: String(error) };
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  const plain: PlainError = { type: error.name, message: error.message };
  if (typeof code === 'string') plain.code = code;
  if (error.stack !== undefined) plain.stack = error.stack;
  if (depth === 0) return plain;
  if (error.cause !== undefined) plain.cause = plainError(error.cause, depth - 1);
  if (Array.isArray(errors)) plain.errors = errors.map((each) => plainError(each, depth - 1));
  return plain;
}
