import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import type { Viewer } from '@converge/domain';
import { CurrentViewer, Message, MessageRead, ReadCursor } from '@converge/graphql';
import { CreateMessageInput, UpdateMessageArgs } from './message.inputs.js';
import { MessagesService } from './messages.service.js';

@Resolver(() => Message)
export class MessagesResolver {
  constructor(private readonly messages: MessagesService) {}

  @Mutation(() => Message, {
    description: 'Answered once the message can no longer be lost (accepted), before Postgres has it.',
  })
  createMessage(@CurrentViewer() viewer: Viewer, @Args('createMessageInput') input: CreateMessageInput) {
    return this.messages.create(viewer, input);
  }

  @Mutation(() => Message)
  updateMessage(@CurrentViewer() viewer: Viewer, @Args() args: UpdateMessageArgs) {
    return this.messages.update(viewer, args.id, args.content, args.userId);
  }

  @Mutation(() => Message)
  removeMessage(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
    @Args('userId', { type: () => ID, nullable: true }) userId?: string,
  ) {
    return this.messages.remove(viewer, id, userId);
  }

  @Mutation(() => MessageRead)
  markMessageAsRead(
    @CurrentViewer() viewer: Viewer,
    @Args('messageId', { type: () => ID }) messageId: string,
    @Args('userId', { type: () => ID, nullable: true }) userId?: string,
  ) {
    return this.messages.markMessageAsRead(viewer, messageId, userId);
  }

  @Mutation(() => ReadCursor)
  markChatAsRead(
    @CurrentViewer() viewer: Viewer,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('upToSeq', { type: () => Int }) upToSeq: number,
  ) {
    return this.messages.markChatAsRead(viewer, chatId, upToSeq);
  }
}
