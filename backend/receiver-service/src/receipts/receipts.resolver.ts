import { Inject } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '@converge/domain';
import { CurrentViewer } from '@converge/graphql';
import { MessageReadStatus, UnreadCount } from './receipt.types.js';
import { ReceiptsService } from './receipts.service.js';

@Resolver()
export class ReceiptsResolver {
  constructor(@Inject(ReceiptsService) private readonly service: ReceiptsService) {}

  @Query(() => MessageReadStatus)
  messageReadStatus(
    @CurrentViewer() viewer: Viewer,
    @Args('messageId', { type: () => ID }) messageId: string,
  ): Promise<MessageReadStatus> {
    return this.service.messageReadStatus(viewer, messageId);
  }

  @Query(() => [UnreadCount])
  unreadCounts(
    @CurrentViewer() viewer: Viewer,
    @Args('userId', { type: () => ID }) userId: string,
  ): Promise<UnreadCount[]> {
    return this.service.unreadCounts(viewer, userId);
  }

  @Query(() => Int)
  unreadCount(
    @CurrentViewer() viewer: Viewer,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('userId', { type: () => ID }) userId: string,
  ): Promise<number> {
    return this.service.unreadCount(viewer, chatId, userId);
  }
}
