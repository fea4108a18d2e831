import { costLimitRule } from '@escape.tech/graphql-armor-cost-limit';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { GraphQLError, type ParseOptions, type ValidationContext, type ValidationRule } from 'graphql';

/** How much one document may ask for. The largest of the web client needs about a third of each. */
export const DOCUMENT_LIMITS = { tokens: 1_000, depth: 8, aliases: 15, cost: 5_000 } as const;

/** Reported like any other finding of validation; the rules' own way is to throw out of the validator. */
const reject = (message: string) => ({
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null) =>
      context?.reportError(new GraphQLError(`The document is over a limit: ${message}.`)),
  ],
});

/** What bounds a document before it is executed: for Apollo (HTTP) and for `parse` and `validate` (WebSocket) alike. */
export const documentLimits: { parseOptions: ParseOptions; validationRules: ValidationRule[] } = {
  parseOptions: { maxTokens: DOCUMENT_LIMITS.tokens },
  validationRules: [
    maxDepthRule({
      n: DOCUMENT_LIMITS.depth,
      flattenFragments: true,
      ...reject(`at most ${DOCUMENT_LIMITS.depth} levels deep`),
    }),
    maxAliasesRule({ n: DOCUMENT_LIMITS.aliases, ...reject(`at most ${DOCUMENT_LIMITS.aliases} aliases`) }),
    costLimitRule({ maxCost: DOCUMENT_LIMITS.cost, ...reject(`at most ${DOCUMENT_LIMITS.cost} in cost`) }),
  ] as ValidationRule[],
};
