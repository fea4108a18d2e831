import type { Viewer } from '@converge/domain';
import { CurrentViewer } from '@converge/graphql';
import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Session } from './session.type.js';
import { SessionsService } from './sessions.service.js';

@Resolver(() => Session)
export class SessionsResolver {
  constructor(private readonly service: SessionsService) {}

  @Query(() => [Session])
  sessions(@CurrentViewer() viewer: Viewer): Promise<Session[]> {
    return this.service.sessions(viewer);
  }

  @Mutation(() => Boolean)
  async revokeSession(
    @Args('id', { type: () => ID }) id: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<boolean> {
    await this.service.revoke(viewer, id);
    return true;
  }
}
