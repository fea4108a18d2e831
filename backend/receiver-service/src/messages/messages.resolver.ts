import { Inject } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Message as MessageShape, Viewer } from '@converge/domain';
import { CurrentViewer, Message } from '@converge/graphql';
import { MessagesService } from './messages.service.js';

@Resolver(() => Message)
export class MessagesResolver {
  constructor(@Inject(MessagesService) private readonly service: MessagesService) {}

  @Query(() => [Message], { description: 'Ascending by seq. Without a bound: the latest page. At most 200.' })
  messages(
    @CurrentViewer() viewer: Viewer,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('limit', { type: () => Int, nullable: true, defaultValue: 50 }) limit: number | null,
    @Args('beforeSeq', { type: () => Int, nullable: true }) beforeSeq?: number | null,
    @Args('afterSeq', { type: () => Int, nullable: true }) afterSeq?: number | null,
  ): Promise<MessageShape[]> {
    const page = { limit, beforeSeq: beforeSeq ?? null, afterSeq: afterSeq ?? null };
    return this.service.messages(viewer, chatId, page);
  }

  @Query(() => Message, { nullable: true })
  message(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<MessageShape> {
    return this.service.message(viewer, id);
  }
}
