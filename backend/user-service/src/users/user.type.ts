import type { User as UserShape } from '@converge/domain';
import { DateTime } from '@converge/graphql';
import { Field, HideField, ID, ObjectType } from '@nestjs/graphql';

@ObjectType()
export class User implements UserShape {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  username!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only the account itself and an admin see it; null for everybody else.',
  })
  email!: string | null;

  @HideField()
  roles!: string[];

  @Field(() => Boolean)
  isActive!: boolean;

  @Field(() => DateTime)
  createdAt!: string;

  @Field(() => DateTime)
  updatedAt!: string;
}
