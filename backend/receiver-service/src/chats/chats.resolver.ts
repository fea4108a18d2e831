import { Inject } from '@nestjs/common';
import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Viewer } from '@converge/domain';
import { Chat, CurrentViewer } from '@converge/graphql';
import type { ChatView } from './chat-view.js';
import { ChatsService } from './chats.service.js';
import { Participants } from './participants.js';

@Resolver(() => Chat)
export class ChatsResolver {
  constructor(
    @Inject(ChatsService) private readonly service: ChatsService,
    @Inject(Participants) private readonly participants: Participants,
  ) {}

  @Query(() => [Chat], { description: "The caller's chats, latest activity first. (An admin: all.)" })
  chats(@CurrentViewer() viewer: Viewer): Promise<ChatView[]> {
    return this.service.chats(viewer);
  }

  @Query(() => Chat, { nullable: true })
  chat(@CurrentViewer() viewer: Viewer, @Args('id', { type: () => ID }) id: string): Promise<ChatView> {
    return this.service.chat(viewer, id);
  }

  @Query(() => [Chat])
  chatsByParticipant(
    @CurrentViewer() viewer: Viewer,
    @Args('userId', { type: () => ID }) userId: string,
  ): Promise<ChatView[]> {
    return this.service.chatsByParticipant(viewer, userId);
  }

  @ResolveField('participantIds', () => [ID])
  participantIds(@Parent() chat: ChatView): Promise<string[]> {
    return this.participants.idsOf(chat);
  }
}
