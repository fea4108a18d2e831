import { describe, expect, it } from '@jest/globals';
import { buildSchema, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as newChat from '../features/new-chat/new-chat.operations';
import * as instances from '../sync/instances.operations';
import type { Operation, Service } from '../sync/operation';
import * as people from '../sync/people.operations';
import * as session from '../sync/session.operations';
import * as sync from '../sync/sync.operations';

const backend = resolve(dirname(fileURLToPath(import.meta.url)), '../../../backend');

/** The committed schema of a service. */
function schemaOf(service: Service): GraphQLSchema {
  return buildSchema(readFileSync(resolve(backend, `${service}-service/schema.gql`), 'utf8'));
}

type AnyOperation = Pick<Operation<unknown, unknown>, 'service'> & { document: DocumentNode };

const exported: Record<string, object> = { ...sync, ...session, ...people, ...instances, ...newChat };
const operations = Object.entries(exported).filter(
  (entry): entry is [string, AnyOperation] => 'service' in entry[1],
);

describe('what the client asks for', () => {
  it.each(operations)('%s is in the contract of its service', (_, { service, document }) => {
    expect(validate(schemaOf(service), document)).toEqual([]);
  });
});
