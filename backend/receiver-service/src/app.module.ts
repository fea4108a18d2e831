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
import { Registry, type QueueReads } from '@converge/redis';
import { ChangesResolver } from './changes/changes.resolver.js';
import { ChangesService } from './changes/changes.service.js';
import { ChatsResolver } from './chats/chats.resolver.js';
import { ChatsService } from './chats/chats.service.js';
import { Participants } from './chats/participants.js';
import { FeedResolver } from './feed/feed.resolver.js';
import { FeedService } from './feed/feed.service.js';
import type { Hub } from './hub/hub.js';
import { InstancesResolver } from './instances/instances.resolver.js';
import { MessagesResolver } from './messages/messages.resolver.js';
import { MessagesService } from './messages/messages.service.js';
import { OperationsResolver } from './operations/operations.resolver.js';
import { OperationsService } from './operations/operations.service.js';
import type { Overlay } from './overlay/overlay.js';
import { ReceiptsResolver } from './receipts/receipts.resolver.js';
import { ReceiptsService } from './receipts/receipts.service.js';

/** Everything that the schema is made of. */
export const RESOLVERS = [
  InstanceResolver,
  InstancesResolver,
  ChatsResolver,
  MessagesResolver,
  ReceiptsResolver,
  ChangesResolver,
  FeedResolver,
  OperationsResolver,
];

export interface AppDeps {
  instance: Instance;
  verifier: TokenVerifier;
  introspection: boolean;
  logger: EdgeLogger;
  requestWatch: RequestWatch;
  overlay: Overlay;
  hub: Hub;
  registry: Pick<Registry, 'list' | 'look'>;
  queues: QueueReads;
}

@Module({})
export class AppModule {
  static with(deps: AppDeps): DynamicModule {
    const { overlay, hub, instance, registry, queues } = deps;
    const messages = new MessagesService(overlay);
    const operations = new OperationsService({ registry, queues, epoch: overlay.hot.epoch });
    return {
      module: AppModule,
      imports: [graphqlModule(deps)],
      providers: [
        ...RESOLVERS,
        { provide: INSTANCE, useValue: instance },
        { provide: Registry, useValue: registry },
        { provide: Participants, useValue: new Participants(overlay) },
        { provide: ChatsService, useValue: new ChatsService(overlay) },
        { provide: MessagesService, useValue: messages },
        { provide: ReceiptsService, useValue: new ReceiptsService(overlay, messages) },
        { provide: ChangesService, useValue: new ChangesService(overlay) },
        { provide: OperationsService, useValue: operations },
        { provide: FeedService, useValue: new FeedService(hub, overlay, messages, instance.id) },
      ],
    };
  }
}
