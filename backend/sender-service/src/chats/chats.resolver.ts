import { Args, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Viewer } from '@converge/domain';
import { Chat, CurrentViewer } from '@converge/graphql';
import { CreateChatInput, UpdateChatInput } from './chat.inputs.js';
import { ChatsService } from './chats.service.js';

@Resolver(() => Chat)
export class ChatsResolver {
  constructor(private readonly chats: ChatsService) {}

  @Mutation(() => Chat)
  createChat(@CurrentViewer() viewer: Viewer, @Args('createChatInput') input: CreateChatInput) {
    return this.chats.create(viewer, input);
  }

  @Mutation(() => Chat)
  updateChat(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
    @Args('updateChatInput') input: UpdateChatInput,
  ) {
    return this.chats.update(viewer, id, input);
  }

  @Mutation(() => Chat)
  addParticipant(
    @CurrentViewer() viewer: Viewer,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('userId', { type: () => ID }) userId: string,
  ) {
    return this.chats.addParticipants(viewer, chatId, [userId], 'userId');
  }

  @Mutation(() => Chat)
  addParticipants(
    @CurrentViewer() viewer: Viewer,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('userIds', { type: () => [ID] }) userIds: string[],
  ) {
    return this.chats.addParticipants(viewer, chatId, userIds, 'userIds');
  }

  @Mutation(() => Chat)
  removeParticipant(
    @CurrentViewer() viewer: Viewer,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('userId', { type: () => ID }) userId: string,
  ) {
    return this.chats.removeParticipant(viewer, chatId, userId);
  }

  @Mutation(() => Chat)
  removeChat(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string) {
    return this.chats.remove(viewer, id);
  }

  @ResolveField('participantIds', () => [ID])
  participantIds(@Parent() chat: Chat) {
    return this.chats.participantIds(chat.id);
  }
}
