import type { ApolloServerPlugin } from '@apollo/server';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import {
  execute,
  getOperationAST,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { HttpContext } from './context.js';
import type { ErrorFormatter } from './error-format.js';
import { withRequestId } from './request-ids.js';
import { tellAnswered, type RequestWatch } from './request-watch.js';

/** Characters of document texts remembered in all; a tree takes up to a hundred times as much memory as its text. */
const REMEMBERED_CHARACTERS = 200_000;
/** A longer text is judged each time, so that a few of them cannot push out all others. */
const REMEMBERED_LENGTH = 8_192;

const JSON_TYPES = new Set<string | undefined>(['application/json', 'application/json; charset=utf-8']);
const PLAIN_ANSWER = 'application/json; charset=utf-8';
const GRAPHQL_ANSWER = 'application/graphql-response+json; charset=utf-8';

/** What Apollo answers to the usual Accept headers: those of no word, of fetch and curl, and of Apollo Client. */
const ANSWER_TYPES = new Map<string | undefined, string>([
  [undefined, PLAIN_ANSWER],
  ['*/*', PLAIN_ANSWER],
  ['application/json', PLAIN_ANSWER],
  ['application/graphql-response+json,application/json;q=0.9', GRAPHQL_ANSWER],
]);

/** One execution of a known document. */
interface Asked {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  operationName: string | undefined;
  variables: Record<string, unknown> | undefined;
  answerType: string;
}

export interface ShortLaneOptions {
  schema: GraphQLSchema;
  context: HttpContext;
  format: ErrorFormatter;
  watch?: RequestWatch | undefined;
}

/**
 * The short lane beside Apollo's. Apollo judges each document when it is met first, words every refusal, and answers
 * whatever is out of the ordinary. A plain JSON request for a document that has passed that judgement is only executed:
 * on the same schema, in the same context, with the same words for errors.
 */
export class ShortLane {
  private readonly known = new LRUCache<string, DocumentNode>({
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: (_document, text) => text.length,
  });

  /** Learns of each document that Apollo has parsed and found valid and within all limits. */
  readonly plugin: ApolloServerPlugin = {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ source, document }) => {
          if (source.length <= REMEMBERED_LENGTH) this.known.set(source, document);
          return Promise.resolve();
        },
      }),
  };

  constructor(private readonly options: ShortLaneOptions) {}

  /** A route handler: the short lane where it may be taken, else the given one. */
  before(apollo: RouteHandlerMethod): RouteHandlerMethod {
    const run = this.run.bind(this);
    const asked = this.asked.bind(this);
    return async function (request, reply) {
      const operation = asked(request);
      // Without data nothing was executed: the variables are wrong, and Apollo says how.
      const answer = operation && (await run(operation, request, reply));
      if (answer !== undefined) return answer;
      const byApollo: unknown = await apollo.call(this, request, reply);
      const isRefusal = reply.statusCode >= 400 && typeof byApollo === 'string';
      return isRefusal ? withRequestId(byApollo, request.id) : byApollo;
    };
  }

  /** What is asked for, if the short lane may be taken. */
  private asked({ method, headers, body }: FastifyRequest): Asked | undefined {
    const answerType = ANSWER_TYPES.get(headers.accept);
    if (method !== 'POST' || answerType === undefined || !JSON_TYPES.has(headers['content-type'])) return;
    if (!isRecord(body) || typeof body.query !== 'string') return;
    const { operationName = null, variables = null, extensions = null } = body;
    const document = this.known.get(body.query);
    if (!document) return;
    if (operationName !== null && typeof operationName !== 'string') return;
    if (variables !== null && !isRecord(variables)) return;
    if (extensions !== null && (!isRecord(extensions) || 'persistedQuery' in extensions)) return;
    const operation = getOperationAST(document, operationName);
    if (!operation || operation.operation === OperationTypeNode.SUBSCRIPTION) return;
    return {
      document,
      operation,
      operationName: operationName ?? undefined,
      variables: variables ?? undefined,
      answerType,
    };
  }

  private async run(asked: Asked, request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
    const { schema, context, format, watch } = this.options;
    const { document, operationName, variables: variableValues, answerType } = asked;
    const made = context(request, reply);
    const contextValue = made instanceof Promise ? await made : made;
    const result = await execute({ schema, document, operationName, variableValues, contextValue });
    if (!('data' in result)) return undefined;
    void reply.header('content-type', answerType);
    const errors = result.errors?.map((error) => format(error, request.id));
    if (watch) tellAnswered(watch, request, contextValue.viewer, asked.operation, errors);
    return JSON.stringify({ errors, data: result.data }) + '\n';
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
