import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Context } from 'graphql-ws';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Redis } from 'ioredis';
import { ChatsResolver } from './chats/chats.resolver.js';
import { ChatsService } from './chats/chats.service.js';
import { Chat, ChatParticipant, Message, UnreadCount } from './chats/entities.js';
import { env } from './env.js';
import { viewerOf } from './viewer.js';

/** Its tables are apart from Converge's, in the same database. */
export const SCHEMA = 'baseline';

type HttpRequest = { headers: Record<string, string | undefined> };
type Live = Context<Record<string, unknown>, { viewer?: string | null }>;

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      url: env.postgresUrl,
      schema: SCHEMA,
      entities: [Chat, ChatParticipant, Message, UnreadCount],
      synchronize: true,
      poolSize: 20,
    }),
    GraphQLModule.forRoot<ApolloDriverConfig>({
      driver: ApolloDriver,
      autoSchemaFile: true,
      graphiql: false,
      subscriptions: {
        'graphql-ws': {
          onConnect: async (context) => {
            const { connectionParams, extra } = context as Live;
            extra.viewer = await viewerOf(connectionParams?.['authorization']);
            return extra.viewer !== null;
          },
        },
      },
      context: async (from: HttpRequest | Live) => ({
        viewer: 'extra' in from ? from.extra.viewer : await viewerOf(from.headers['authorization']),
      }),
    }),
  ],
  providers: [
    ChatsResolver,
    ChatsService,
    {
      provide: RedisPubSub,
      useFactory: () =>
        new RedisPubSub({ publisher: new Redis(env.redisUrl), subscriber: new Redis(env.redisUrl) }),
    },
  ],
})
export class AppModule {}
