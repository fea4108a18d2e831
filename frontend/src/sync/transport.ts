import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { isMutationOperation } from '@apollo/client/utilities';
import { from, switchMap, throwError } from 'rxjs';
import { failureOf } from './failure';
import type { Operation, Service } from './operation';

/** A request without an answer is given up after this time, so that it can be tried again elsewhere. */
const ANSWER_WITHIN_MS = 15_000;

export interface TransportOptions {
  path(service: Service): string;
  served(by: string | null): void;
  /** An instance of this service did not answer. */
  trouble(service: Service): void;
  token(): string | null;
  renew(stale: string | null): Promise<boolean>;
}

export interface RequestContext {
  /** Without a token, and with no attempt to renew one: the account operations themselves. */
  isAnonymous?: boolean;
  /** Past any pin: what must work when the pinned instance is gone. */
  isUnpinned?: boolean;
}

export interface Transport {
  readonly client: ApolloClient;
  /** Runs a query or mutation against its service, past every cache. Rejects with what `failureOf` reads. */
  run<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    context?: RequestContext,
  ): Promise<Result>;
}

/** Queries and mutations over HTTP. Apollo's cache holds users only; chats and messages live in the chat store. */
export function createTransport(options: TransportOptions): Transport {
  const client = new ApolloClient({
    cache: new InMemoryCache({
      typePolicies: {
        // Users found by a search answer `user(id)` as well.
        Query: {
          fields: {
            user: (_, { args, toReference }) =>
              toReference({ __typename: 'User', id: args?.['id'] as string }),
          },
        },
      },
    }),
    link: ApolloLink.from([renewing(options), authorising(options), sending(options)]),
  });

  return {
    client,
    async run({ service, document }, variables, context = {}) {
      // No sharing of requests under way: whoever catches up needs an answer begun after the question.
      const common = {
        fetchPolicy: 'no-cache',
        context: { service, queryDeduplication: false, ...context },
      } as const;
      const request = { variables: variables as Record<string, unknown>, ...common };
      const { data } = isMutationOperation(document)
        ? await client.mutate({ mutation: document, ...request } as never)
        : await client.query({ query: document, ...request } as never);
      return data as never;
    },
  };
}

/** An access token that the server does not take is renewed once, and the request sent again. */
const renewing = ({ renew, trouble }: TransportOptions) =>
  new ErrorLink(({ error, operation, forward }) => {
    const context = operation.getContext();
    const { code } = failureOf(error);
    if (code === 'NETWORK' || code === 'UNAVAILABLE') trouble(context['service'] as Service);
    if (code !== 'UNAUTHENTICATED' || context['isAnonymous'] || context['isRenewed']) return;
    operation.setContext({ isRenewed: true });
    return from(renew(context['token'] as string | null)).pipe(
      switchMap((isRenewed) => (isRenewed ? forward(operation) : throwError(() => error))),
    );
  });

const authorising = ({ token }: TransportOptions) =>
  new ApolloLink((operation, forward) => {
    const current = operation.getContext()['isAnonymous'] ? null : token();
    operation.setContext({ token: current, headers: current ? { authorization: `Bearer ${current}` } : {} });
    return forward(operation);
  });

const sending = ({ path, served }: TransportOptions) =>
  new HttpLink({
    uri: (operation) => {
      const { service, isUnpinned } = operation.getContext() as RequestContext & { service: Service };
      return isUnpinned ? `/${service}/graphql` : path(service);
    },
    fetch: async (input, init) => {
      const signals = [AbortSignal.timeout(ANSWER_WITHIN_MS), ...(init?.signal ? [init.signal] : [])];
      const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
      served(response.headers.get('x-served-by'));
      return response;
    },
  });
