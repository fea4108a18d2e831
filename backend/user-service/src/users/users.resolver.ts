import type { User as UserShape, Viewer } from '@converge/domain';
import { CurrentViewer, type GraphqlContext } from '@converge/graphql';
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CreateUserArgs, UpdateUserInput, UsersArgs, UsersByIdsArgs } from './user.inputs.js';
import { User } from './user.type.js';
import { UsersService } from './users.service.js';

@Resolver(() => User)
export class UsersResolver {
  constructor(private readonly service: UsersService) {}

  @Query(() => User)
  me(@CurrentViewer() viewer: Viewer): Promise<UserShape> {
    return this.service.me(viewer);
  }

  @Query(() => [User])
  users(@Args() args: UsersArgs, @CurrentViewer() viewer: Viewer): Promise<UserShape[]> {
    return this.service.users(viewer, args);
  }

  @Query(() => User, { nullable: true })
  user(
    @Args('id', { type: () => ID }) id: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<UserShape | null> {
    return this.service.user(viewer, id);
  }

  @Query(() => [User], {
    description: 'In no order to rely on; ids of nobody are left out. At most 100 ids.',
  })
  usersByIds(@Args() { ids }: UsersByIdsArgs, @CurrentViewer() viewer: Viewer): Promise<UserShape[]> {
    return this.service.usersByIds(viewer, ids);
  }

  @Query(() => User, { nullable: true })
  userByUsername(
    @Args('username') username: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<UserShape | null> {
    return this.service.userByUsername(viewer, username);
  }

  @Mutation(() => User, {
    description: 'Open to the public unless sign-up is switched off by configuration.',
  })
  createUser(@Args() args: CreateUserArgs, @Context() context: GraphqlContext): Promise<UserShape> {
    return this.service.create(context.viewer, context.req?.ip ?? '', args);
  }

  @Mutation(() => User)
  updateUser(
    @Args('id', { type: () => ID }) id: string,
    @Args('updateUserInput') input: UpdateUserInput,
    @CurrentViewer() viewer: Viewer,
  ): Promise<UserShape> {
    return this.service.update(viewer, id, input);
  }

  @Mutation(() => User, { description: 'Deactivates the account, revokes its sessions, keeps its messages.' })
  removeUser(
    @Args('id', { type: () => ID }) id: string,
    @CurrentViewer() viewer: Viewer,
  ): Promise<UserShape> {
    return this.service.remove(viewer, id);
  }
}
