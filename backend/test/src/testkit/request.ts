/** One GraphQL answer over HTTP. */
export interface Answer<T = Record<string, unknown>> {
  status: number;
  data: T | null;
  errors: { message: string; extensions: { code: string; [key: string]: unknown } }[];
  /** The instance that answered, e.g. sender-2. */
  servedBy: string | null;
}

/**
 * Posts an operation and returns whatever came: errors are for the test to judge. On a connection of its own: nginx closes
 * those that wait when it reloads, as it does whenever an instance comes or goes, and who writes at that moment on one of
 * them has to write again (a client does, under its key).
 */
export async function post<T>(
  url: string,
  token: string | null,
  query: string,
  variables: object = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      connection: 'close',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data?: T; errors?: Answer['errors'] };
  return {
    status: response.status,
    data: body.data ?? null,
    errors: body.errors ?? [],
    servedBy: response.headers.get('x-served-by'),
  };
}

/** An operation that the API refused, with the code it gave. */
export class Refused extends Error {
  readonly code: string;

  constructor(readonly answer: Pick<Answer, 'errors'>) {
    super(answer.errors.map((error) => `${error.extensions?.code}: ${error.message}`).join('; '));
    this.name = 'Refused';
    this.code = answer.errors[0]?.extensions?.code ?? 'NONE';
  }
}

/** Posts an operation that must succeed; throws Refused otherwise. */
export async function call<T>(
  url: string,
  token: string | null,
  query: string,
  variables?: object,
): Promise<T> {
  const answer = await post<T>(url, token, query, variables);
  if (answer.errors.length > 0 || !answer.data) throw new Refused(answer);
  return answer.data;
}

/** Whether a page is there, within two seconds; rejects where nobody answers. */
export async function isOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.arrayBuffer();
  return response.ok;
}
