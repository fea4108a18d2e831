import { Inject } from '@nestjs/common';
import { Args, ID, Resolver, Subscription } from '@nestjs/graphql';
import type { Viewer } from '@converge/domain';
import { Chat, CurrentViewer, Message } from '@converge/graphql';
import { PositionInput } from '../changes/changes.types.js';
import type { LiveSource } from '../live/live-source.js';
import { MessageReadUpdate, UnreadCount } from '../receipts/receipt.types.js';
import { ChatEventUnion } from './chat-event.types.js';
import { FeedService } from './feed.service.js';

const id = { type: () => ID };

@Resolver()
export class FeedResolver {
  constructor(@Inject(FeedService) private readonly service: FeedService) {}

  @Subscription(() => Message)
  messageAdded(@CurrentViewer() viewer: Viewer, @Args('chatId', id) chatId: string): Promise<LiveSource> {
    return this.service.messageAdded(viewer, chatId);
  }

  @Subscription(() => Message)
  messageUpdated(@CurrentViewer() viewer: Viewer, @Args('chatId', id) chatId: string): Promise<LiveSource> {
    return this.service.messageUpdated(viewer, chatId);
  }

  @Subscription(() => Message)
  messageDeleted(@CurrentViewer() viewer: Viewer, @Args('chatId', id) chatId: string): Promise<LiveSource> {
    return this.service.messageDeleted(viewer, chatId);
  }

  @Subscription(() => MessageReadUpdate)
  messageReadUpdated(
    @CurrentViewer() viewer: Viewer,
    @Args('messageId', id) messageId: string,
  ): Promise<LiveSource> {
    return this.service.messageReadUpdated(viewer, messageId);
  }

  @Subscription(() => Chat)
  chatAdded(@CurrentViewer() viewer: Viewer, @Args('userId', id) userId: string): LiveSource {
    return this.service.chatAdded(viewer, userId);
  }

  @Subscription(() => Chat)
  chatUpdated(@CurrentViewer() viewer: Viewer, @Args('userId', id) userId: string): LiveSource {
    return this.service.chatUpdated(viewer, userId);
  }

  @Subscription(() => UnreadCount)
  unreadCountUpdated(@CurrentViewer() viewer: Viewer, @Args('userId', id) userId: string): LiveSource {
    return this.service.unreadCountUpdated(viewer, userId);
  }

  @Subscription(() => ChatEventUnion, {
    description:
      'One chat, resumable: with since, what was missed comes first, in order, then Ready, then live.',
  })
  chatEvents(
    @CurrentViewer() viewer: Viewer,
    @Args('chatId', id) chatId: string,
    @Args('since', { type: () => PositionInput, nullable: true }) since?: PositionInput,
  ): Promise<LiveSource> {
    return this.service.chatEvents(viewer, chatId, since ?? undefined);
  }

  @Subscription(() => ChatEventUnion, {
    description:
      'Everything in every chat of the caller, present and future, over one subscription. What the web client uses.',
  })
  viewerEvents(@CurrentViewer() viewer: Viewer): LiveSource {
    return this.service.viewerEvents(viewer);
  }
}
