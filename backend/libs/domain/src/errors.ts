/** The closed list of codes a client can meet; see API_ENDPOINTS.md for what each asks of the client. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One thing wrong with an input: where (`createMessageInput.content`) and how to mend it. */
export interface FieldError {
  path: string;
  message: string;
}

/** An answer the client is meant to see. Anything else that is thrown becomes INTERNAL_SERVER_ERROR at the edge. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extensions: { fields?: FieldError[]; retryAfterMs?: number } = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ApiError';
  }
}

export const unauthenticated = (
  message = 'Sign in first: the access token is missing, expired or revoked.',
) => new ApiError('UNAUTHENTICATED', message);

export const forbidden = (message: string) => new ApiError('FORBIDDEN', message);

/** The same words for what does not exist and what a stranger may not know of. */
export const notFound = (what: string) => new ApiError('NOT_FOUND', `${what} not found.`);

export const badUserInput = (...fields: FieldError[]) =>
  new ApiError('BAD_USER_INPUT', fields.map((field) => `${field.path}: ${field.message}`).join('; '), {
    fields,
  });

export const conflict = (message: string) => new ApiError('CONFLICT', message);

export const rateLimited = (retryAfterMs: number, message = 'Too many requests.') =>
  new ApiError('RATE_LIMITED', message, { retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)) });

export const unavailable = (message: string, cause?: unknown) =>
  new ApiError('UNAVAILABLE', message, {}, { cause });
