import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { GraphQLError, OperationTypeNode } from 'graphql';
import { httpContext } from './context.js';
import { withDerivedFields } from './derived-fields.js';
import { documentLimits } from './document-limits.js';
import { createErrorFormatter } from './error-format.js';
import type { EdgeLogger } from './logger.js';
import { RequestIds } from './request-ids.js';
import { watchApollo, type RequestWatch } from './request-watch.js';
import { ShortLaneDriver, type ShortLaneDriverConfig } from './short-lane-driver.js';
import type { TokenVerifier } from './token-verifier.js';

/** Where every service answers GraphQL. */
export const GRAPHQL_PATH = '/graphql';

/**
 * Over HTTP a subscription has nowhere to go: say where it has. Only the operation that is asked for counts; a document
 * may hold others, as those of GraphiQL do.
 */
const noSubscriptions: ApolloServerPlugin = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation({ operation }) {
        if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return Promise.resolve();
        const message =
          'Subscriptions are served over WebSocket (graphql-transport-ws) on this path, not over HTTP.';
        // A fault of the document, as those are that validation finds.
        throw new GraphQLError(message, { nodes: operation, extensions: { http: { status: 400 } } });
      },
    }),
};

/** Apollo on Nest, the same in every service: bounded, closed-mouthed, and with everything off that is not used. */
export function graphqlModule(options: {
  verifier: TokenVerifier;
  introspection: boolean;
  logger: EdgeLogger;
  requestWatch?: RequestWatch | undefined;
}): DynamicModule {
  const { requestWatch } = options;
  const format = createErrorFormatter(options.logger, (code) => requestWatch?.refused(code));
  const context = httpContext(options.verifier);
  const requestIds = new RequestIds();
  return GraphQLModule.forRoot<ShortLaneDriverConfig>({
    driver: ShortLaneDriver,
    httpContext: context,
    errorFormatter: format,
    requestWatch,
    path: GRAPHQL_PATH,
    autoSchemaFile: true,
    sortSchema: true,
    transformSchema: withDerivedFields,
    context,
    formatError: (_formatted, error) => format(error, requestIds.of(error)),
    introspection: options.introspection,
    hideSchemaDetailsFromClientErrors: !options.introspection,
    includeStacktraceInErrorResponses: false,
    ...documentLimits,

    allowBatchedHttpRequests: false,
    persistedQueries: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    graphiql: false,
    autoTransformHttpErrors: false,
    preserveHttpStatusForExecutionErrors: false,
    fieldResolverEnhancers: [],
    logger: {
      debug: (message) => options.logger.debug({}, String(message)),
      info: (message) => options.logger.info({}, String(message)),
      warn: (message) => options.logger.warn({}, String(message)),
      error: (message) => options.logger.error({}, String(message)),
    },
    plugins: [
      noSubscriptions,
      requestIds.plugin as ApolloServerPlugin,
      ...(requestWatch ? [watchApollo(requestWatch)] : []),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}
