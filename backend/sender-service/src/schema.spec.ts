import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { contractGaps, schemaText } from '@converge/graphql';
import { RESOLVERS } from './app.module.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('schema.gql is what the resolvers make (npm run schema writes it)', async () => {
  expect(read('../schema.gql')).toBe(await schemaText(RESOLVERS));
});

test('the schema holds the whole contract of the sender', () => {
  expect(contractGaps(read('../schema.gql'), read('../../test/contract/sender.graphql'))).toEqual([]);
});
