import type { Instance as InstanceShape, ServiceName } from '@converge/domain';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from './date-time.scalar.js';

@ObjectType()
export class Instance implements InstanceShape {
  @Field(() => String, { description: 'user | sender | receiver | worker' })
  service!: ServiceName;

  @Field(() => Int, {
    description:
      '1-based number of the instance within its service; what the pinned path and the selector use.',
  })
  number!: number;

  @Field(() => ID)
  id!: string;

  @Field(() => DateTime)
  startedAt!: string;

  @Field(() => String)
  version!: string;
}
