import { Module, type DynamicModule } from '@nestjs/common';
import type { Instance } from '@converge/domain';
import {
  graphqlModule,
  INSTANCE,
  InstanceResolver,
  type EdgeLogger,
  type RequestWatch,
  type TokenVerifier,
} from '@converge/graphql';
import { ChatsResolver } from './chats/chats.resolver.js';
import { ChatsService } from './chats/chats.service.js';
import { DeadLettersResolver } from './dead-letters/dead-letters.resolver.js';
import { DeadLettersService } from './dead-letters/dead-letters.service.js';
import { MessagesResolver } from './messages/messages.resolver.js';
import { MessagesService } from './messages/messages.service.js';

/** Everything that the schema is made of. */
export const RESOLVERS = [InstanceResolver, ChatsResolver, MessagesResolver, DeadLettersResolver];

export interface AppDeps {
  instance: Instance;
  verifier: TokenVerifier;
  introspection: boolean;
  logger: EdgeLogger;
  requestWatch: RequestWatch;
  chats: ChatsService;
  messages: MessagesService;
  deadLetters: DeadLettersService;
}

@Module({})
export class AppModule {
  static with(deps: AppDeps): DynamicModule {
    return {
      module: AppModule,
      imports: [graphqlModule(deps)],
      providers: [
        ...RESOLVERS,
        { provide: INSTANCE, useValue: deps.instance },
        { provide: ChatsService, useValue: deps.chats },
        { provide: MessagesService, useValue: deps.messages },
        { provide: DeadLettersService, useValue: deps.deadLetters },
      ],
    };
  }
}
