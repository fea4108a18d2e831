import type { Server } from 'node:http';
import { LIMITS, type Instance, type Tracer } from '@converge/domain';
import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { EdgeFilter, answer } from './edge.filter.js';
import { GRAPHQL_PATH } from './graphql-module.js';
import { InputPipe } from './input.pipe.js';
import type { EdgeLogger } from './logger.js';
import { requestIdOf, traceRequests } from './request-origin.js';
import type { RequestWatch } from './request-watch.js';
import { UpgradeDispatch, type UpgradeHandler } from './upgrade-dispatch.js';

export interface GraphqlServiceOptions {
  /** The service's own module; it imports graphqlModule(...). */
  module: Type | DynamicModule;
  instance: Instance;
  logger: EdgeLogger;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  trustedProxies: string[];
  /** Answers /health/* and /metrics; runtime's Probes. */
  probes: {
    answer(path: string): Promise<{ status: number; contentType: string; body: string } | undefined>;
  };
  /** Further plain routes and plugins, before GraphQL is mounted. */
  routes?: (fastify: FastifyInstance) => void | Promise<void>;
  /** Makes the spans of GraphQL requests; without it there are none. */
  tracer?: Tracer | undefined;
  /** Hears of what is refused before there is an operation; the module is given the same. */
  requestWatch?: RequestWatch | undefined;
}

export interface GraphqlService {
  app: NestFastifyApplication;
  server: Server;
  schema: GraphQLSchema;
  /** Gives the WebSocket upgrades of one exact path to a handler; all others are answered 404. */
  claimUpgrade(path: string, handler: UpgradeHandler): void;
  /** Resolves with the port it listens on (of use with port 0). */
  listen(port: number, host: string): Promise<number>;
  /** Stops taking requests, finishes those begun, then ends Nest. */
  close(): Promise<void>;
}

const PROBE_PATHS = ['/health/live', '/health/started', '/health/ready', '/metrics'];

/** Builds a service's application, not yet listening. */
export async function createGraphqlService(options: GraphqlServiceOptions): Promise<GraphqlService> {
  const { instance, logger, requestWatch } = options;
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: LIMITS.bodyBytes,
    trustProxy: options.trustedProxies.length > 0 ? options.trustedProxies : false,
    genReqId: requestIdOf,
    // What the router itself refuses never reaches a hook, so it gets its header here.
    frameworkErrors: (error: Error, _request: unknown, reply: FastifyReply) => {
      void reply.header('x-served-by', instance.id).header('x-request-id', reply.request.id);
      answer(error, reply, logger, requestWatch);
    },
    // No Nest middleware is used; without it each request saves a pass through middie.
    skipMiddie: true,
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  fastify.decorateRequest('arrivedMs', 0);
  fastify.addHook('onRequest', (request, reply, done) => {
    request.arrivedMs = performance.now();
    reply.header('x-served-by', instance.id).header('x-request-id', request.id);
    done();
  });
  if (options.tracer) traceRequests(fastify, GRAPHQL_PATH, options.tracer);
  for (const path of PROBE_PATHS) {
    fastify.get(path, async (_request, reply) => {
      const { status, contentType, body } = (await options.probes.answer(path))!;
      return reply.code(status).type(contentType).send(body);
    });
  }
  await options.routes?.(fastify);

  const app = await NestFactory.create<NestFastifyApplication>(options.module, adapter, {
    logger: nestLogger(logger),
    abortOnError: false,
    // Fastify's own parser of JSON does; Nest's is wrapped around it.
    bodyParser: false,
  });
  app.useGlobalPipes(new InputPipe());
  app.useGlobalFilters(new EdgeFilter(logger, requestWatch));
  const server: Server = app.getHttpServer();
  const upgrades = new UpgradeDispatch(server, instance.id);
  await app.init();
  await fastify.ready();

  return {
    app,
    server,
    schema: app.get(GraphQLSchemaHost).schema,
    claimUpgrade: (path, handler) => upgrades.claim(path, handler),
    listen: async (port, host) => {
      await app.listen(port, host);
      const address = server.address();
      return typeof address === 'object' && address ? address.port : port;
    },
    close: async () => {
      upgrades.destroySockets();
      await app.close();
    },
  };
}

/** Nest's own words: its start-up chatter is for debugging, its warnings are ours too. */
function nestLogger(logger: EdgeLogger): LoggerService {
  const line =
    (write: (fields: object, message: string) => void) =>
    (message: unknown, ...rest: unknown[]) => {
      if (message instanceof Error) write({ err: message }, message.message);
      else write(rest.length > 0 ? { context: rest.at(-1) } : {}, String(message));
    };
  return {
    log: line((fields, message) => logger.debug(fields, message)),
    debug: line((fields, message) => logger.debug(fields, message)),
    verbose: line((fields, message) => logger.debug(fields, message)),
    warn: line((fields, message) => logger.warn(fields, message)),
    error: line((fields, message) => logger.error(fields, message)),
    fatal: line((fields, message) => logger.error(fields, message)),
  };
}
