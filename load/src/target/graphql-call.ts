import { TargetUnreachableError } from './target.js';

/** The API's own no, with the code it gave. */
export class RefusedError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly retryAfterMs = 0,
  ) {
    super(message);
    this.name = 'RefusedError';
  }
}

interface GraphQLAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; extensions?: { code?: string; retryAfterMs?: number } }[];
}

const ANSWER_WITHIN_MS = 30_000;
/** What is down for a moment, e.g. an instance that starts again, is waited for so long. */
const FIRST_WAIT_MS = 100;
const MOST_ATTEMPTS = 7;

/**
 * Posts an operation that must succeed and returns its first field. What can heal is tried again for some six
 * seconds, so it must be an operation that may be repeated. @throws RefusedError, TargetUnreachableError
 */
export async function call<T>(
  url: string,
  token: string | null,
  query: string,
  variables: object = {},
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once<T>(url, token, query, variables);
    } catch (error) {
      if (!canHeal(error)) throw error;
      if (attempt === MOST_ATTEMPTS) throw new TargetUnreachableError(error.message, { cause: error });
      const asked = error instanceof RefusedError ? error.retryAfterMs : 0;
      const waitMs = Math.max(asked, FIRST_WAIT_MS * 2 ** (attempt - 1));
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

const canHeal = (error: unknown): error is TargetUnreachableError | RefusedError =>
  error instanceof TargetUnreachableError ||
  (error instanceof RefusedError && ['UNAVAILABLE', 'RATE_LIMITED'].includes(error.code));

async function once<T>(url: string, token: string | null, query: string, variables: object): Promise<T> {
  const { status, text } = await post(url, token, JSON.stringify({ query, variables }));
  const { data, errors } = parse(url, status, text);
  const error = errors?.[0];
  if (error)
    throw new RefusedError(
      error.extensions?.code ?? 'NONE',
      `${url}: ${error.message}`,
      error.extensions?.retryAfterMs,
    );
  if (!data) throw new TargetUnreachableError(`${url} answered ${status} without data`);
  return Object.values(data)[0] as T;
}

async function post(url: string, token: string | null, body: string) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    throw new TargetUnreachableError(`${url} cannot be reached`, { cause: error });
  }
}

function parse(url: string, status: number, text: string): GraphQLAnswer {
  try {
    return JSON.parse(text) as GraphQLAnswer;
  } catch (error) {
    throw new TargetUnreachableError(`${url} answered ${status}, and no GraphQL`, { cause: error });
  }
}
