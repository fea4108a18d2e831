import { ApolloServer, type ApolloServerOptions, type BaseContext } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import type { HttpContext } from './context.js';
import type { ErrorFormatter } from './error-format.js';
import type { RequestWatch } from './request-watch.js';
import { ShortLane } from './short-lane.js';

export interface ShortLaneDriverConfig extends ApolloDriverConfig {
  httpContext: HttpContext;
  errorFormatter: ErrorFormatter;
  requestWatch: RequestWatch | undefined;
}

/** Nest's driver for Apollo on Fastify, with the short lane before Apollo's own handler. */
@Injectable()
export class ShortLaneDriver extends ApolloDriver {
  protected override async registerFastify(options: ApolloDriverConfig): Promise<void> {
    const fastify = this.httpAdapterHost.httpAdapter.getInstance<FastifyInstance>();
    const { httpContext, errorFormatter, requestWatch, ...apolloOptions } = options as ShortLaneDriverConfig;
    const lane = new ShortLane({
      schema: options.schema!,
      context: httpContext,
      format: errorFormatter,
      watch: requestWatch,
    });
    this.apolloServer = new ApolloServer({
      ...apolloOptions,
      plugins: [...(options.plugins ?? []), lane.plugin, fastifyApolloDrainPlugin(fastify)],
    } as ApolloServerOptions<BaseContext>);
    await this.apolloServer.start();
    fastify.route({
      url: options.path!,
      method: ['GET', 'POST', 'OPTIONS'],
      handler: lane.before(fastifyApolloHandler(this.apolloServer, { context: options.context })),
    });
  }
}
