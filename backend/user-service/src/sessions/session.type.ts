import type { Session as SessionShape } from '@converge/domain';
import { DateTime } from '@converge/graphql';
import { Field, HideField, ID, ObjectType } from '@nestjs/graphql';

@ObjectType()
export class Session implements SessionShape {
  @Field(() => ID)
  id!: string;

  @HideField()
  userId!: string;

  @Field(() => String, { nullable: true })
  userAgent!: string | null;

  @Field(() => DateTime)
  createdAt!: string;

  @Field(() => DateTime)
  lastUsedAt!: string;

  @Field(() => Boolean)
  current!: boolean;
}
