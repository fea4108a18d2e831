import type { Instance as InstanceShape } from '@converge/domain';
import { Inject } from '@nestjs/common';
import { Query, Resolver } from '@nestjs/graphql';
import { Instance } from './types/instance.type.js';

/** The provider token of this process's Instance. */
export const INSTANCE = Symbol('instance');

/** `Query.instance` of every service: who answers. */
@Resolver(() => Instance)
export class InstanceResolver {
  constructor(@Inject(INSTANCE) private readonly self: InstanceShape) {}

  @Query(() => Instance)
  instance(): InstanceShape {
    return this.self;
  }
}
