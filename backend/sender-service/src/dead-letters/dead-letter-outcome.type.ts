import type { DeadLetterOutcome as DeadLetterOutcomeShape } from '@converge/domain';
import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'What became of the dead letters that were named.' })
export class DeadLetterOutcome implements DeadLetterOutcomeShape {
  @Field(() => [ID])
  done!: string[];

  @Field(() => [ID], {
    description: 'There is no such letter (any more), or it is just being redriven and cannot be discarded.',
  })
  unknown!: string[];
}
