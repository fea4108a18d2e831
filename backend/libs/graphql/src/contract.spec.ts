import { describe, expect, it } from '@jest/globals';
import { contractGaps } from './contract.js';

const CONTRACT = `
  type Query { chat(id: ID!, limit: Int = 50): Chat }
  type Chat { id: ID! }
  enum Kind { direct group }
  union Event = Chat
  input Place { epoch: ID! }
`;

describe('a contract', () => {
  it('is kept by a schema that holds it and more', () => {
    expect(contractGaps(CONTRACT, CONTRACT)).toEqual([]);
    expect(
      contractGaps(
        `${CONTRACT} type More { id: ID }`.replace('id: ID! }', 'id: ID! name: String }'),
        CONTRACT,
      ),
    ).toEqual([]);
  });

  it.each([
    ['a dropped type', 'type Chat { id: ID! }', 'type Cat { id: ID! }', 'Chat is missing'],
    ['a changed type', '{ id: ID! }', '{ id: ID }', 'Chat.id: ID, not ID!'],
    ['a changed default', 'Int = 50', 'Int = 20', 'Query.chat(limit): Int = 20, not Int = 50'],
    ['a dropped argument', ', limit: Int = 50', '', 'Query.chat(limit): missing, not Int = 50'],
    ['a new argument that must be given', 'id: ID!,', 'id: ID!, by: ID!,', 'Query.chat(by) must be given'],
    ['a dropped value', 'direct group', 'direct', 'Kind.group: missing, not group'],
    [
      'another kind of type',
      'union Event = Chat',
      'scalar Event',
      'Event is a ScalarTypeDefinition, not a UnionTypeDefinition',
    ],
  ])('is broken by %s', (_name, from, to, gap) => {
    expect(contractGaps(CONTRACT.replace(from, to), CONTRACT)).toContain(gap);
  });
});
