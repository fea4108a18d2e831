import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { CurrentCaller, Message, MessageRead, ReadCursor, type Caller } from '@converge/graphql';
import { CreateMessageInput, UpdateMessageArgs } from './message.inputs.js';
import { MessagesService } from './messages.service.js';

@Resolver(() => Message)
export class MessagesResolver {
  constructor(private readonly messages: MessagesService) {}

  @Mutation(() => Message, {
    description: 'Answered once the message can no longer be lost (accepted), before Postgres has it.',
  })
  createMessage(@CurrentCaller() caller: Caller, @Args('createMessageInput') input: CreateMessageInput) {
    return this.messages.create(caller, input);
  }

  @Mutation(() => Message)
  updateMessage(@CurrentCaller() caller: Caller, @Args() args: UpdateMessageArgs) {
    return this.messages.update(caller, args.id, args.content, args.userId);
  }

  @Mutation(() => Message)
  removeMessage(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID }) id: string,
    @Args('userId', { type: () => ID, nullable: true }) userId?: string,
  ) {
    return this.messages.remove(caller, id, userId);
  }

  @Mutation(() => MessageRead)
  markMessageAsRead(
    @CurrentCaller() caller: Caller,
    @Args('messageId', { type: () => ID }) messageId: string,
    @Args('userId', { type: () => ID, nullable: true }) userId?: string,
  ) {
    return this.messages.markMessageAsRead(caller, messageId, userId);
  }

  @Mutation(() => ReadCursor)
  markChatAsRead(
    @CurrentCaller() caller: Caller,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('upToSeq', { type: () => Int }) upToSeq: number,
  ) {
    return this.messages.markChatAsRead(caller, chatId, upToSeq);
  }
}
