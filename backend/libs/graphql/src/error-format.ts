import { randomUUID } from 'node:crypto';
import { ApiError, type ErrorCode, type FieldError } from '@converge/domain';
import { GraphQLError, Kind, type GraphQLFormattedError } from 'graphql';
import type { EdgeLogger } from './logger.js';

/**
 * Turns anything a document's execution, validation or parsing threw into what the client may see. The id of its request
 * is in the answer and in the log.
 */
export type ErrorFormatter = (error: unknown, requestId?: string) => GraphQLFormattedError;

/**
 * The one place where errors become answers, for HTTP and WebSocket alike.
 * An ApiError keeps its code, message and extensions; a fault of the document or its variables is BAD_USER_INPUT with
 * `fields`; everything else is INTERNAL_SERVER_ERROR with a correlation id under which the real error is logged: the id
 * of the request, where it is of one.
 */
export function createErrorFormatter(
  logger: EdgeLogger,
  /** Hears the code of each error. */
  onError: (code: ErrorCode) => void = () => undefined,
): ErrorFormatter {
  const format = formatter(logger);
  return (error, requestId) => {
    const formatted = format(error, requestId);
    onError(formatted.extensions?.code as ErrorCode);
    return formatted;
  };
}

function formatter(logger: EdgeLogger): ErrorFormatter {
  return (error, requestId) => {
    const named = requestId === undefined ? {} : { requestId };
    const located = error instanceof GraphQLError ? error : undefined;
    const place = {
      ...(located?.locations && { locations: located.locations }),
      ...(located?.path && { path: located.path }),
    };
    const cause = rootCause(error);
    if (cause instanceof ApiError) {
      if (cause.code === 'UNAVAILABLE') logger.warn({ err: cause.cause ?? cause, ...named }, cause.message);
      const extensions = { code: cause.code, ...cause.extensions, ...named };
      return { message: cause.message, ...place, extensions };
    }
    if (located && isFaultOfDocument(located)) {
      const fields = [{ path: pathIn(located.message), message: located.message }];
      return badInput(located.message, { fields, ...named }, place);
    }
    const correlationId = requestId ?? randomUUID();
    logger.error({ err: cause, correlationId, ...named, path: located?.path }, 'unexpected error');
    return {
      message: 'Something went wrong on our side.',
      ...place,
      extensions: { code: 'INTERNAL_SERVER_ERROR' satisfies ErrorCode, correlationId, ...named },
    };
  };
}

/** A whole answer of one error, for what fails before there is an operation: a body too large, not JSON, no such path. */
export function errorBody(
  code: ErrorCode,
  message: string,
  requestId: string,
): { errors: GraphQLFormattedError[] } {
  if (code === 'BAD_USER_INPUT') {
    return { errors: [badInput(message, { fields: [{ path: 'request', message }], requestId })] };
  }
  return { errors: [{ message, extensions: { code, requestId } }] };
}

function badInput(
  message: string,
  extensions: { fields: FieldError[]; requestId?: string },
  place: Partial<GraphQLFormattedError> = {},
): GraphQLFormattedError {
  return { message, ...place, extensions: { code: 'BAD_USER_INPUT' satisfies ErrorCode, ...extensions } };
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
