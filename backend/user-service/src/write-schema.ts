import 'reflect-metadata';
import { writeSchemaText } from '@converge/graphql';
import { RESOLVERS } from './app.module.js';

// `npm run schema`: the committed schema.gql, from the resolvers.
await writeSchemaText(RESOLVERS, new URL('../schema.gql', import.meta.url));
