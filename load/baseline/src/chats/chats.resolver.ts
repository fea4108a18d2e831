import { Args, ID, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Viewer } from '../viewer.js';
import { ChatsService, type MessageAddedPayload } from './chats.service.js';
import { ChatType, CreateChatInput, CreateMessageInput, MessageType } from './types.js';

@Resolver()
export class ChatsResolver {
  constructor(private readonly chats: ChatsService) {}

  @Query(() => String)
  instance(): string {
    return 'baseline';
  }

  @Mutation(() => ChatType)
  createChat(@Viewer() userId: string, @Args('input') input: CreateChatInput): Promise<ChatType> {
    return this.chats.createChat(userId, input.participantIds);
  }

  @Mutation(() => MessageType)
  createMessage(@Viewer() userId: string, @Args('input') input: CreateMessageInput): Promise<MessageType> {
    return this.chats.createMessage(userId, input.chatId, input.content);
  }

  /** The filter is the usual belt and braces: the trigger is the chat's own already. */
  @Subscription(() => MessageType, {
    filter: ({ messageAdded }: MessageAddedPayload, { chatId }: { chatId: string }) =>
      messageAdded.chatId === chatId,
    resolve: ({ messageAdded }: MessageAddedPayload) => ({
      ...messageAdded,
      createdAt: new Date(messageAdded.createdAt),
    }),
  })
  messageAdded(
    @Viewer() userId: string,
    @Args('chatId', { type: () => ID }) chatId: string,
  ): Promise<AsyncIterator<MessageAddedPayload>> {
    return this.chats.messagesAdded(userId, chatId);
  }
}
