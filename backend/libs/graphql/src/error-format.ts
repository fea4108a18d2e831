import { randomUUID } from 'node:crypto';
import { ApiError, type ErrorCode, type FieldError } from '@converge/domain';
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import type { EdgeLogger } from './logger.js';

/** Turns anything a document's execution, validation or parsing threw into what the client may see. */
export type ErrorFormatter = (error: unknown) => GraphQLFormattedError;

/**
 * The one place where errors become answers, for HTTP and WebSocket alike.
 * An ApiError keeps its code, message and extensions; a fault of the document or its variables is BAD_USER_INPUT with
 * `fields`; everything else is INTERNAL_SERVER_ERROR with a correlation id under which the real error is logged.
 */
export function createErrorFormatter(
  logger: EdgeLogger,
  /** Hears the code of each error. */
  onError: (code: ErrorCode) => void = () => undefined,
): ErrorFormatter {
  const format = formatter(logger);
  return (error) => {
    const formatted = format(error);
    onError(formatted.extensions?.code as ErrorCode);
    return formatted;
  };
}

function formatter(logger: EdgeLogger): ErrorFormatter {
  return (error) => {
    const located = error instanceof GraphQLError ? error : undefined;
    const place = {
      ...(located?.locations && { locations: located.locations }),
      ...(located?.path && { path: located.path }),
    };
    const cause = rootCause(error);
    if (cause instanceof ApiError) {
      if (cause.code === 'UNAVAILABLE') logger.warn({ err: cause.cause ?? cause }, cause.message);
      return { message: cause.message, ...place, extensions: { code: cause.code, ...cause.extensions } };
    }
    if (located && isFaultOfDocument(located)) {
      return badInput(located.message, [{ path: pathIn(located.message), message: located.message }], place);
    }
    const correlationId = randomUUID();
    logger.error({ err: cause, correlationId, path: located?.path }, 'unexpected error');
    return {
      message: 'Something went wrong on our side.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' satisfies ErrorCode, correlationId },
    };
  };
}

/** A whole answer of one error, for what fails before there is an operation: a body too large, not JSON, no such path. */
export function errorBody(code: ErrorCode, message: string): { errors: GraphQLFormattedError[] } {
  if (code === 'BAD_USER_INPUT') return { errors: [badInput(message, [{ path: 'request', message }])] };
  return { errors: [{ message, extensions: { code } }] };
}

function badInput(
  message: string,
  fields: FieldError[],
  place: Partial<GraphQLFormattedError> = {},
): GraphQLFormattedError {
  return { message, ...place, extensions: { code: 'BAD_USER_INPUT' satisfies ErrorCode, fields } };
}

function rootCause(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** Codes Apollo gives to faults of ours, not of the client. */
const OUR_FAULT = new Set<unknown>(['INTERNAL_SERVER_ERROR']);

/**
 * Errors of parsing, validation and variables are GraphQLErrors without a path. With a path, the executor threw:
 * it points at the field when a result could not be completed (our fault), at an argument when that was wrong.
 */
function isFaultOfDocument(error: GraphQLError): boolean {
  if (OUR_FAULT.has(error.extensions.code)) return false;
  if (!(rootCause(error) instanceof GraphQLError)) return false;
  if (!error.path) return true;
  const node = error.nodes?.[0];
  return node !== undefined && node.kind !== Kind.FIELD;
}

/** graphql-js tells the place of a wrong variable only in words: `… at "input.content"` or `Variable "$chatId" …`. */
function pathIn(message: string): string {
  return / at "([^"]+)"/.exec(message)?.[1] ?? /"\$(\w+)"/.exec(message)?.[1] ?? 'query';
}
