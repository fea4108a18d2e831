import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

/** An instant. ISO strings, our own form of it, pass through untouched (no Date is made per field); a Date is converted. */
export const DateTime = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant as ISO 8601 text in UTC with milliseconds.',
  serialize(value) {
    if (typeof value === 'string') return value;
    if (value instanceof Date) return value.toISOString();
    throw new TypeError('DateTime cannot represent this value.');
  },
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : undefined),
});

function parseInstant(value: unknown): string {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  if (Number.isNaN(time))
    throw new GraphQLError('DateTime must be ISO 8601 text, e.g. 2026-01-31T12:00:00.000Z.');
  return new Date(time).toISOString();
}
