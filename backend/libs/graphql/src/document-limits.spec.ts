import { describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, parse, specifiedRules, validate } from 'graphql';
import { documentLimits } from './document-limits.js';

const schema = buildSchema('type Node { id: ID! next: Node } type Query { node(first: Int): Node }');

const findings = (query: string) =>
  validate(schema, parse(query, documentLimits.parseOptions), [
    ...specifiedRules,
    ...documentLimits.validationRules,
  ]).map(({ message }) => message);

const deep = (levels: number) => `{ node { ${'next { '.repeat(levels - 2)}id ${'} '.repeat(levels)}`;

describe('the limits of a document', () => {
  it('allow eight levels and not nine, counted through fragments too', () => {
    expect(findings(deep(8))).toEqual([]);
    expect(findings(deep(9))).toEqual(['The document is over a limit: at most 8 levels deep.']);
    const spread = `fragment F on Node { next { next { next { next { next { id } } } } } } { node { next { next { ...F } } } }`;
    expect(findings(spread)).toEqual(['The document is over a limit: at most 8 levels deep.']);
  });

  it('bound what a page may cost', () => {
    expect(findings('{ node(first: 200) { id next { id } } }')).toEqual([]);
    expect(findings('{ node(first: 100000) { id next { id } } }')).toEqual([
      'The document is over a limit: at most 5000 in cost.',
    ]);
  });

  it('let the usual introspection pass', () => {
    expect(findings(getIntrospectionQuery())).toEqual([]);
  });
});
