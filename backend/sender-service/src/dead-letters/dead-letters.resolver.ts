import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { CurrentCaller, type Caller } from '@converge/graphql';
import { DeadLetterOutcome } from './dead-letter-outcome.type.js';
import { DeadLettersService } from './dead-letters.service.js';

@Resolver()
export class DeadLettersResolver {
  constructor(private readonly deadLetters: DeadLettersService) {}

  @Mutation(() => DeadLetterOutcome, {
    description:
      'Enqueues them again; those that are stored now are gone from the list, the others come back with a new reason. At most 100, for admins.',
  })
  redriveDeadLetters(@CurrentCaller() caller: Caller, @Args('ids', { type: () => [ID] }) ids: string[]) {
    return this.deadLetters.redrive(caller, ids);
  }

  @Mutation(() => DeadLetterOutcome, { description: 'Forgets them for good. At most 100, for admins.' })
  discardDeadLetters(@CurrentCaller() caller: Caller, @Args('ids', { type: () => [ID] }) ids: string[]) {
    return this.deadLetters.discard(caller, ids);
  }
}
