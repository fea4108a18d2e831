import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { viewerOf, type Caller, type GraphqlContext } from './context.js';

/** A resolver parameter: who asks, and by which request. Throws UNAUTHENTICATED when nobody is signed in. */
export const CurrentCaller = createParamDecorator((_: unknown, execution: ExecutionContext): Caller => {
  // A GraphQL resolver's arguments are (source, args, context, info).
  const context = execution.getArgByIndex<GraphqlContext>(2);
  viewerOf(context);
  // With its viewer there, the context is just that: no object more for each message.
  return context as Caller;
});
