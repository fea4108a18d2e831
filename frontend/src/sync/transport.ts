import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ApolloLink } from '@apollo/client/link';
import { BaseHttpLink } from '@apollo/client/link/http';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { firstValueFrom, tap } from 'rxjs';
import { failureOf } from './failure';
import type { Service } from './operation';

/** A request without an answer is given up after this time, so that it can be tried again elsewhere. */
const ANSWER_WITHIN_MS = 15_000;

export interface TransportOptions {
  path(service: Service): string;
  /** Called with the X-Served-By of every answer that an instance gave. */
  served(service: Service, by: string): void;
  /** An instance of this service did not answer. */
  trouble(service: Service): void;
  token(): string | null;
  /** Whose token that is. */
  userId(): string | null;
  renew(stale: string | null): Promise<boolean>;
}

export interface RequestContext {
  /** Without a token, and with no attempt to renew one: the account operations themselves. */
  isAnonymous?: boolean;
  /** Past any pin: what must work when the pinned instance is gone. */
  isUnpinned?: boolean;
  /** Reaches the server even if the page is closed at once; for small requests. */
  outlivesPage?: boolean;
  /** Only on behalf of this user; without, of whoever is signed in when it is asked. */
  as?: string;
  /** False: nobody waits for the answer any more, so nothing is sent (again). */
  isWanted?(): boolean;
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

/** A request was not sent (again), since whoever asked is not signed in any more. */
export class NotWanted extends Error {
  constructor() {
    super('Whoever asked this is not signed in any more.');
  }
}

/** The transport of one account: nothing goes out on behalf of another, and nothing at all once `isWanted` is false. */
export const boundTo = (transport: Transport, as: string, isWanted = () => true): Transport => ({
  run: (service, document, variables, context) =>
    transport.run(service, document, variables, { ...context, as, isWanted }),
});

/** What a request carries through the links. */
interface LinkContext extends RequestContext {
  service: Service;
  headers: Record<string, string>;
  fetchOptions: RequestInit;
  response?: Response;
}

/**
 * Queries and mutations over HTTP, by the links of Apollo Client. Its cache and query manager stay out of the page:
 * chats, messages and people live in stores of their own, and an answer must have been begun after its question.
 */
export function createTransport(options: TransportOptions): Transport {
  const { token, userId, renew, trouble } = options;
  const link = ApolloLink.from([naming(options), sending(options)]);

  async function ask<Result, Variables>(
    service: Service,
    query: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    headers: Record<string, string>,
    requestContext: RequestContext,
  ): Promise<Result> {
    const fetchOptions = { keepalive: requestContext.outlivesPage ?? false };
    const context: LinkContext = { ...requestContext, service, headers, fetchOptions };
    const request = { query, variables: variables as Record<string, unknown>, context };
    // None of these links asks for the client.
    const answer = ApolloLink.execute(link, request, { client: undefined as never });
    const result = (await firstValueFrom(answer)) as ApolloLink.Result<Result>;
    if (result.errors?.length || !result.data) throw new CombinedGraphQLErrors(result);
    return result.data;
  }

  return {
    async run(service, document, variables, context = {}) {
      const asker = context.as ?? userId();
      /** Never does a request of one user go out with the token of another. */
      const ensureWanted = () => {
        const isTheirs = context.isAnonymous || userId() === asker;
        if (!isTheirs || context.isWanted?.() === false) throw new NotWanted();
      };
      ensureWanted();
      const used = context.isAnonymous ? null : token();
      const authorized = (by: string | null): Record<string, string> =>
        by ? { authorization: `Bearer ${by}` } : {};
      try {
        return await ask(service, document, variables, authorized(used), context);
      } catch (error) {
        const { code } = failureOf(error);
        if (code === 'NETWORK' || code === 'UNAVAILABLE') trouble(service);
        // A token that the server does not take is renewed once, and the request sent again.
        if (code !== 'UNAUTHENTICATED' || context.isAnonymous || !(await renew(used))) throw error;
        ensureWanted();
        return ask(service, document, variables, authorized(token()), context);
      }
    },
  };
}

const contextOf = (operation: ApolloLink.Operation): LinkContext => operation.getContext() as never;

/**
 * Tells which instance has answered; the HTTP link leaves the response in the context, of refusals too. Those may be of
 * nginx itself, which bears no name of an instance: `<service>-<number>`.
 */
const naming = ({ served }: TransportOptions) =>
  new ApolloLink((operation, forward) => {
    const name = () => {
      const { service, response, onServed } = contextOf(operation);
      const by = response?.headers.get('x-served-by');
      if (!by?.startsWith(`${service}-`)) return;
      served(service, by);
      onServed?.(by);
    };
    return forward(operation).pipe(tap({ next: name, error: name }));
  });

const sending = ({ path }: TransportOptions) =>
  new BaseHttpLink({
    uri: (operation) => {
      const { service, isUnpinned } = contextOf(operation);
      return isUnpinned ? `/${service}/graphql` : path(service);
    },
    fetch: (input, init) => {
      const signals = [AbortSignal.timeout(ANSWER_WITHIN_MS), ...(init?.signal ? [init.signal] : [])];
      return fetch(input, { ...init, signal: AbortSignal.any(signals) });
    },
  });
