import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { buildSchema, parse } from 'graphql';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

/**
 * `npm run codegen`: from the committed schema of each service and the operations that the client asks of it, the types
 * of both ways and the parsed documents. `--check` writes nothing and fails if what is committed is something else.
 */
const SERVICES = ['user', 'sender', 'receiver'];
const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const pathOf = (service) => path(`src/generated/${service}.ts`);
const HEADER =
  '// Written by `npm run codegen` from sync/operations and the committed schemas; a test keeps it fresh.\n';

const CONFIG = {
  scalars: { DateTime: 'string', ID: 'string' },
  enumType: 'string-literal',
  // A document that is part of others is written once.
  documentMode: 'documentNodeImportFragments',
  skipTypename: true,
  useTypeImports: true,
};

/** Validates the operations against the schema as well: @graphql-codegen/core throws at what is not in the contract. */
async function textOf(service) {
  const read = (file) => readFileSync(path(file), 'utf8');
  const text = await codegen({
    filename: pathOf(service),
    schema: parse(read(`../backend/${service}-service/schema.gql`)),
    schemaAst: buildSchema(read(`../backend/${service}-service/schema.gql`)),
    documents: [
      {
        location: service,
        document: parse(read(`src/sync/operations/${service}.graphql`), { noLocation: true }),
      },
    ],
    config: CONFIG,
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations: typescriptOperations, documents: typedDocumentNode },
  });
  const filepath = pathOf(service);
  return format(HEADER + text, { ...(await resolveConfig(filepath)), filepath });
}

for (const service of SERVICES) {
  const text = await textOf(service);
  if (!process.argv.includes('--check')) writeFileSync(pathOf(service), text);
  else if (readFileSync(pathOf(service), 'utf8') !== text) {
    process.stderr.write(`src/generated/${service}.ts is stale: npm run codegen\n`);
    process.exitCode = 1;
  }
}
