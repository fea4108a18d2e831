import 'reflect-metadata';
import { writeSchemaText } from '@converge/graphql';
import { RESOLVERS } from './app.module.js';

await writeSchemaText(RESOLVERS, new URL('../schema.gql', import.meta.url));
