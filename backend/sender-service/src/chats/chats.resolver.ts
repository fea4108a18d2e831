import { Args, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Chat, CurrentCaller, type Caller } from '@converge/graphql';
import { CreateChatInput, UpdateChatInput } from './chat.inputs.js';
import { ChatsService } from './chats.service.js';

@Resolver(() => Chat)
export class ChatsResolver {
  constructor(private readonly chats: ChatsService) {}

  @Mutation(() => Chat)
  createChat(@CurrentCaller() caller: Caller, @Args('createChatInput') input: CreateChatInput) {
    return this.chats.create(caller, input);
  }

  @Mutation(() => Chat)
  updateChat(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID }) id: string,
    @Args('updateChatInput') input: UpdateChatInput,
  ) {
    return this.chats.update(caller, id, input);
  }

  @Mutation(() => Chat)
  addParticipant(
    @CurrentCaller() caller: Caller,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('userId', { type: () => ID }) userId: string,
  ) {
    return this.chats.addParticipants(caller, chatId, [userId], 'userId');
  }

  @Mutation(() => Chat)
  addParticipants(
    @CurrentCaller() caller: Caller,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('userIds', { type: () => [ID] }) userIds: string[],
  ) {
    return this.chats.addParticipants(caller, chatId, userIds, 'userIds');
  }

  @Mutation(() => Chat)
  removeParticipant(
    @CurrentCaller() caller: Caller,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('userId', { type: () => ID }) userId: string,
  ) {
    return this.chats.removeParticipant(caller, chatId, userId);
  }

  @Mutation(() => Chat)
  removeChat(@CurrentCaller() caller: Caller, @Args('id', { type: () => ID }) id: string) {
    return this.chats.remove(caller, id);
  }

  @ResolveField('participantIds', () => [ID])
  participantIds(@Parent() chat: Chat) {
    return this.chats.participantIds(chat.id);
  }
}
