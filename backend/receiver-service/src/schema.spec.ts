import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { contractGaps, schemaText } from '@converge/graphql';
import { RESOLVERS } from './app.module.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('schema.gql is what the resolvers make (npm run schema writes it)', async () => {
  expect(read('../schema.gql')).toBe(await schemaText(RESOLVERS));
});

test('the schema holds the whole contract of the receiver', () => {
  const shared = ['Chat', 'Position', 'Message', 'ReadCursor', 'Instance'];
  const sender = read('../../test/contract/sender.graphql');
  const types = shared.map((name) => new RegExp(`^type ${name} \\{[^}]*\\}`, 'm').exec(sender)![0]);
  const contract = [...types, read('../../test/contract/receiver.graphql')].join('\n');
  expect(contractGaps(read('../schema.gql'), contract)).toEqual([]);
});
