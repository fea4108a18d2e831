import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { isMutationOperation } from '@apollo/client/utilities';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { from, switchMap, tap, throwError } from 'rxjs';
import { failureOf } from './failure';
import type { Service } from './operation';

/** A request without an answer is given up after this time, so that it can be tried again elsewhere. */
const ANSWER_WITHIN_MS = 15_000;

export interface TransportOptions {
  path(service: Service): string;
  /** Called with the X-Served-By of every answer. */
  served(service: Service, by: string): void;
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
  /** Called with the instance that answers this request. */
  onServed?(by: string): void;
}

export interface Transport {
  /** Runs a query or mutation of a service. Rejects with what `failureOf` reads. */
  run<Result, Variables>(
    service: Service,
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    context?: RequestContext,
  ): Promise<Result>;
}

/** What a request carries through the links. */
interface LinkContext extends RequestContext {
  service: Service;
  token?: string | null;
  isRenewed?: boolean;
  response?: Response;
}

/** Queries and mutations over HTTP. Nothing is kept in Apollo's cache: chats, messages and people live in stores. */
export function createTransport(options: TransportOptions): Transport {
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([renewing(options), authorising(options), naming(options), sending(options)]),
    // No sharing of requests under way: whoever catches up needs an answer begun after the question.
    queryDeduplication: false,
    defaultOptions: { query: { fetchPolicy: 'no-cache' }, mutate: { fetchPolicy: 'no-cache' } },
  });

  return {
    async run(service, document, variables, requestContext = {}) {
      const request = { variables, context: { service, ...requestContext } };
      const { data } = isMutationOperation(document)
        ? await client.mutate({ mutation: document, ...request } as never)
        : await client.query({ query: document, ...request } as never);
      return data as never;
    },
  };
}

const contextOf = (operation: ApolloLink.Operation): LinkContext => operation.getContext() as never;

/** An access token that the server does not take is renewed once, and the request sent again. */
const renewing = ({ renew, trouble }: TransportOptions) =>
  new ErrorLink(({ error, operation, forward }) => {
    const { service, token = null, isAnonymous, isRenewed } = contextOf(operation);
    const { code } = failureOf(error);
    if (code === 'NETWORK' || code === 'UNAVAILABLE') trouble(service);
    if (code !== 'UNAUTHENTICATED' || isAnonymous || isRenewed) return;
    operation.setContext({ isRenewed: true });
    return from(renew(token)).pipe(
      switchMap((hasNew) => (hasNew ? forward(operation) : throwError(() => error))),
    );
  });

const authorising = ({ token }: TransportOptions) =>
  new ApolloLink((operation, forward) => {
    const current = contextOf(operation).isAnonymous ? null : token();
    operation.setContext({ token: current, headers: current ? { authorization: `Bearer ${current}` } : {} });
    return forward(operation);
  });

/** Tells which instance has answered; HttpLink leaves the response in the context, of refusals too. */
const naming = ({ served }: TransportOptions) =>
  new ApolloLink((operation, forward) => {
    const name = () => {
      const { service, response, onServed } = contextOf(operation);
      const by = response?.headers.get('x-served-by');
      if (!by) return;
      served(service, by);
      onServed?.(by);
    };
    return forward(operation).pipe(tap({ next: name, error: name }));
  });

const sending = ({ path }: TransportOptions) =>
  new HttpLink({
    uri: (operation) => {
      const { service, isUnpinned } = contextOf(operation);
      return isUnpinned ? `/${service}/graphql` : path(service);
    },
    fetch: (input, init) => {
      const signals = [AbortSignal.timeout(ANSWER_WITHIN_MS), ...(init?.signal ? [init.signal] : [])];
      return fetch(input, { ...init, signal: AbortSignal.any(signals) });
    },
  });
