import type { Position as PositionShape } from '@converge/domain';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: "A place in a chat's history." })
export class Position implements PositionShape {
  @Field(() => ID)
  epoch!: string;

  @Field(() => Int)
  revision!: number;
}
