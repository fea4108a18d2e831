import { Inject } from '@nestjs/common';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '@converge/domain';
import { CurrentViewer } from '@converge/graphql';
import { OperationsService } from './operations.service.js';
import { DeadLetterPage, Operations } from './operations.types.js';

@Resolver()
export class OperationsResolver {
  constructor(@Inject(OperationsService) private readonly service: OperationsService) {}

  @Query(() => Operations, {
    description:
      'What an operator looks at: every live instance with what it last reported, the lanes, the dead letters. For admins.',
  })
  operations(@CurrentViewer() viewer: Viewer): Promise<Operations> {
    return this.service.operations(viewer);
  }

  @Query(() => DeadLetterPage, {
    description: 'Events that could not be stored, newest first. At most 200. For admins.',
  })
  deadLetters(
    @CurrentViewer() viewer: Viewer,
    @Args('first', { type: () => Int, defaultValue: 50 }) first: number,
    @Args('after', { type: () => ID, nullable: true }) after: string | null,
  ): Promise<DeadLetterPage> {
    return this.service.deadLetters(viewer, first, after ?? null);
  }
}
