import { Inject } from '@nestjs/common';
import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '@converge/domain';
import { CurrentViewer } from '@converge/graphql';
import { ChangesService } from './changes.service.js';
import { ChatChanges, PositionInput } from './changes.types.js';

@Resolver()
export class ChangesResolver {
  constructor(@Inject(ChangesService) private readonly service: ChangesService) {}

  @Query(() => ChatChanges, {
    description:
      'What changed in a chat after a position: messages, read cursors, the chat itself, each in its latest state.',
  })
  changes(
    @CurrentViewer() viewer: Viewer,
    @Args('chatId', { type: () => ID }) chatId: string,
    @Args('since', { type: () => PositionInput }) since: PositionInput,
  ): Promise<ChatChanges> {
    return this.service.changes(viewer, chatId, since);
  }
}
