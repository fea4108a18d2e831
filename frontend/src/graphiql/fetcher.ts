import { createGraphiQLFetcher, isAsyncIterable, type Fetcher } from '@graphiql/toolkit';
import type { ExecutionResult } from 'graphql';
import type { Client } from 'graphql-ws';
import type { Session } from '../sync/session';
import { withEarlierFrames } from './frames';

export interface PageFetcherOptions {
  path(): string;
  session: Pick<Session, 'token' | 'renew'>;
  socket: Client;
  /** The instance that answered (X-Served-By). */
  onServed(by: string | null): void;
  /** Whether the server tells its schema. */
  onIntrospected(isTold: boolean): void;
}

/** How GraphiQL asks: queries by HTTP, subscriptions by WebSocket, both with the token of the browser's session. */
export function createPageFetcher(options: PageFetcherOptions): Fetcher {
  const ask = createGraphiQLFetcher({
    url: 'the path that is chosen when a request goes out',
    fetch: authorisedFetch(options),
    wsClient: options.socket,
    enableIncrementalDelivery: false,
  });
  return async (params, opts) => {
    const answer = await ask(params, opts);
    if (isAsyncIterable(answer)) return withEarlierFrames(answer as AsyncIterable<ExecutionResult>);
    if (params.operationName === 'IntrospectionQuery')
      options.onIntrospected(Boolean((answer as ExecutionResult).data));
    return answer;
  };
}

/** The token goes into the request here, past GraphiQL's headers, which are typed, shown and could be stored. */
function authorisedFetch({ path, session, onServed }: PageFetcherOptions): typeof fetch {
  return async (_url, init) => {
    const send = () => {
      const token = session.token();
      const headers = new Headers(init?.headers);
      if (token) headers.set('authorization', `Bearer ${token}`);
      return { token, answer: fetch(path(), { ...init, headers }) };
    };
    const { token, answer } = send();
    let response = await answer;
    const isRefused = await isTokenRefused(response);
    if (token && isRefused && (await session.renew(token))) {
      response = await send().answer;
      await bodyOf(response);
    }
    onServed(response.headers.get('x-served-by'));
    return response;
  };
}

async function isTokenRefused(response: Response): Promise<boolean> {
  const { errors = [] } = (await bodyOf(response)) as { errors?: { extensions?: { code?: string } }[] };
  return errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED');
}

/** The answer of GraphQL. What is none, such as an error page of nginx, is told by its status. */
async function bodyOf(response: Response): Promise<object> {
  const text = await response.clone().text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Error(`No GraphQL came back, but HTTP ${response.status} ${response.statusText}`.trimEnd() + '.');
}
