import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { contractGaps, schemaText } from '@converge/graphql';
import { RESOLVERS } from './app.module.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('the schema of the user service', () => {
  it('is committed as it is', async () => {
    expect(await schemaText(RESOLVERS)).toBe(read('../schema.gql'));
  });

  it('keeps the whole public contract', () => {
    expect(contractGaps(read('../schema.gql'), read('../../test/contract/user.graphql'))).toEqual([]);
  });
});
