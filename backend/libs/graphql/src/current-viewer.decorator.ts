import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { viewerOf, type GraphqlContext } from './context.js';

/** A resolver parameter: the viewer. Throws UNAUTHENTICATED when nobody is signed in. */
export const CurrentViewer = createParamDecorator((_: unknown, execution: ExecutionContext) =>
  // A GraphQL resolver's arguments are (source, args, context, info).
  viewerOf(execution.getArgByIndex<GraphqlContext>(2)),
);
