import type { Message } from '@converge/domain';
import { isObjectType, type GraphQLSchema } from 'graphql';

/**
 * Fields that follow from others of the same object. Plain functions set on the schema instead of Nest field
 * resolvers, which would cost a promise and a parameter lookup per message and field.
 */
const DERIVED: Record<string, Record<string, (source: never) => unknown>> = {
  Message: {
    isEdited: (message: Message) => message.editedAt !== null,
    isDeleted: (message: Message) => message.deletedAt !== null,
  },
};

export function withDerivedFields(schema: GraphQLSchema): GraphQLSchema {
  for (const [typeName, resolvers] of Object.entries(DERIVED)) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) continue;
    const fields = type.getFields();
    for (const [name, resolve] of Object.entries(resolvers)) {
      const field = fields[name];
      if (field) field.resolve = resolve as (source: unknown) => unknown;
    }
  }
  return schema;
}
