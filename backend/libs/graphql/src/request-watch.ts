import type { ApolloServerPlugin } from '@apollo/server';
import type { ErrorCode, Viewer } from '@converge/domain';
import type { FastifyRequest } from 'fastify';
import {
  Kind,
  OperationTypeNode,
  type GraphQLFormattedError,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import type { GraphqlContext } from './context.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** When its head was read, by performance.now(). */
    arrivedMs: number;
  }
}

/** A request that was answered, whatever with. */
export interface AnsweredRequest {
  requestId: string;
  userId: string | undefined;
  /** The root field by its name in the schema, `several` where there are more; null: it was no valid operation. */
  operation: string | null;
  isMutation: boolean;
  /** From its arrival to its answer. */
  seconds: number;
  /** Of the errors in the answer; none: it succeeded. */
  codes: readonly ErrorCode[];
}

/** What a service hears of the requests it answers over HTTP, and of every error: for its metrics and its log. */
export interface RequestWatch {
  answered(request: AnsweredRequest): void;
  /** An error was answered, over HTTP or WebSocket. */
  refused(code: ErrorCode): void;
}

const NONE: readonly ErrorCode[] = [];

export function tellAnswered(
  watch: RequestWatch,
  request: FastifyRequest,
  viewer: Viewer | null,
  operation: OperationDefinitionNode | undefined,
  errors: readonly GraphQLFormattedError[] | undefined,
): void {
  watch.answered({
    requestId: request.id,
    userId: viewer?.userId,
    operation: operation ? rootFieldOf(operation.selectionSet.selections) : null,
    isMutation: operation?.operation === OperationTypeNode.MUTATION,
    seconds: (performance.now() - request.arrivedMs) / 1000,
    codes: errors?.map(({ extensions }) => extensions?.code as ErrorCode) ?? NONE,
  });
}

/** Tells of what Apollo has answered. */
export function watchApollo(watch: RequestWatch): ApolloServerPlugin {
  const plugin: ApolloServerPlugin<GraphqlContext> = {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse({ contextValue: { req, viewer }, operation, response: { body } }) {
          const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
          if (req) tellAnswered(watch, req, viewer, operation, errors);
          return Promise.resolve();
        },
      }),
  };
  return plugin as ApolloServerPlugin;
}

/** Of a document that was found valid: one of the schema's names, so there are few. */
function rootFieldOf(selections: readonly SelectionNode[]): string {
  const [first] = selections;
  return selections.length === 1 && first?.kind === Kind.FIELD ? first.name.value : 'several';
}
