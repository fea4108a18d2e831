import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { documentLimits } from '@converge/graphql';

/** `text`: the same string for all who sent the same. */
export type Checked = { document: DocumentNode; text: string } | { errors: readonly GraphQLError[] };

/** Texts remembered: a client has a handful of documents, all its users the same. */
const REMEMBERED = 500;
/** Longer texts are checked each time, so that nobody fills the memory with them. */
const REMEMBERED_LENGTH = 8192;

/** Parses and validates documents under the same limits as over HTTP; what it has seen it looks up. */
export class Documents {
  private readonly checked = new Map<string, Checked>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly introspection: boolean,
  ) {}

  check(text: string): Checked {
    const known = this.checked.get(text);
    if (known) return known;
    const result = this.examine(text);
    if (text.length <= REMEMBERED_LENGTH) {
      if (this.checked.size >= REMEMBERED) this.checked.delete(this.checked.keys().next().value!);
      this.checked.set(text, result);
    }
    return result;
  }

  private examine(text: string): Checked {
    try {
      const document = parse(text, documentLimits.parseOptions);
      const rules = [...specifiedRules, ...documentLimits.validationRules];
      if (!this.introspection) rules.push(NoSchemaIntrospectionCustomRule);
      const errors = validate(this.schema, document, rules, { hideSuggestions: !this.introspection });
      return errors.length > 0 ? { errors } : { document, text };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  }
}
