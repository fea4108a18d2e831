import { CombinedGraphQLErrors, ServerError, ServerParseError } from '@apollo/client/errors';
import type { ErrorCode, FieldError } from '@converge/domain';

/** Why a request failed, in the terms in which the client decides. NETWORK: no answer came. */
export interface Failure {
  code: ErrorCode | 'NETWORK';
  /** A sentence for people. */
  message: string;
  /** Asking again, unchanged, may succeed. */
  isRetriable: boolean;
  retryAfterMs?: number | undefined;
  fields?: FieldError[] | undefined;
}

const RETRIABLE: readonly string[] = ['NETWORK', 'UNAVAILABLE', 'RATE_LIMITED'];

interface ErrorBody {
  message?: string;
  extensions?: Record<string, unknown> | undefined;
}

function fromGraphQL(error: ErrorBody): Failure {
  const extensions = (error.extensions ?? {}) as Partial<Failure> & { code?: ErrorCode };
  const code = extensions.code ?? 'INTERNAL_SERVER_ERROR';
  return {
    code,
    message: error.message ?? 'Something went wrong.',
    isRetriable: RETRIABLE.includes(code),
    retryAfterMs: extensions.retryAfterMs,
    fields: extensions.fields,
  };
}

/** An HTTP status without a GraphQL answer: what stands in front of the services speaks. */
function fromStatus(status: number, body: string): Failure {
  const parsed = errorIn(body);
  if (parsed) return fromGraphQL(parsed);
  if (status === 401) return failure('UNAUTHENTICATED', 'Please sign in again.');
  if (status === 429) return failure('RATE_LIMITED', 'Too many requests; a moment, please.');
  if (status === 413) return failure('BAD_USER_INPUT', 'That is too long to be sent.');
  return failure('UNAVAILABLE', 'The server is not available at the moment.');
}

const failure = (code: Failure['code'], message: string): Failure => ({
  code,
  message,
  isRetriable: RETRIABLE.includes(code),
});

function errorIn(body: string): ErrorBody | undefined {
  if (!body.startsWith('{')) return undefined;
  try {
    return (JSON.parse(body) as { errors?: ErrorBody[] }).errors?.[0];
  } catch {
    // Cut off on the way: the status alone has to do.
    return undefined;
  }
}

/** Reads any error of a request; nothing that is thrown in the client is shown to people in another form. */
export function failureOf(error: unknown): Failure {
  if (CombinedGraphQLErrors.is(error)) return fromGraphQL(error.errors[0] ?? {});
  if (ServerError.is(error) || ServerParseError.is(error))
    return fromStatus(error.statusCode, error.bodyText);
  return failure('NETWORK', 'The server cannot be reached.');
}
