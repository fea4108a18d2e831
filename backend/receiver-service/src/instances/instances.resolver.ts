import { Inject } from '@nestjs/common';
import { Query, Resolver } from '@nestjs/graphql';
import type { Instance as InstanceShape, Viewer } from '@converge/domain';
import { CurrentViewer, Instance } from '@converge/graphql';
import { Registry } from '@converge/redis';

@Resolver(() => Instance)
export class InstancesResolver {
  constructor(@Inject(Registry) private readonly registry: Pick<Registry, 'list'>) {}

  @Query(() => [Instance], { description: 'Every live instance of every service, for the selector.' })
  instances(@CurrentViewer() _viewer: Viewer): Promise<InstanceShape[]> {
    return this.registry.list();
  }
}
