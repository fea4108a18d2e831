import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphqlContext } from './context.js';

/** Of which request an error is: Apollo does not tell its formatter. */
export class RequestIds {
  private readonly ids = new WeakMap<object, string>();

  readonly plugin: ApolloServerPlugin<GraphqlContext> = {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const error of errors) this.ids.set(error, contextValue.origin.requestId);
          return Promise.resolve();
        },
      }),
  };

  /** Undefined for what is refused before there is an operation. */
  of(error: unknown): string | undefined {
    return typeof error === 'object' && error !== null ? this.ids.get(error) : undefined;
  }
}

/** The answer of a refused request; where its errors name no request, they do now. */
export function withRequestId(body: string, requestId: string): string {
  const answer = JSON.parse(body) as { errors?: { extensions?: { requestId?: string } }[] };
  for (const error of answer.errors ?? []) error.extensions = { requestId, ...error.extensions };
  return JSON.stringify(answer) + '\n';
}
