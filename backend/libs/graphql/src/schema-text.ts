import { writeFile } from 'node:fs/promises';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';

const HEADER = '# Written by `npm run schema` from the resolvers; a test keeps it fresh. Do not edit.\n\n';

/** The schema of a service as the text of its schema.gql, sorted, from its resolver classes alone: nothing is started. */
export async function schemaText(resolvers: Type[]): Promise<string> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  try {
    const schema = await app.get(GraphQLSchemaFactory).create(resolvers);
    return `${HEADER}${printSchema(lexicographicSortSchema(schema))}\n`;
  } finally {
    await app.close();
  }
}

/** Writes a service's schema.gql. */
export async function writeSchemaText(resolvers: Type[], file: URL): Promise<void> {
  await writeFile(file, await schemaText(resolvers));
}
