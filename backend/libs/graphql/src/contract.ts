import {
  Kind,
  parse,
  print,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql';

/**
 * Where a schema falls short of the contract: whatever the contract names must be there with the same type,
 * arguments and default. The schema may hold more. An empty list: the contract is kept.
 */
export function contractGaps(schemaSdl: string, contractSdl: string): string[] {
  const actual = new Map(definitions(schemaSdl));
  return definitions(contractSdl).flatMap(([name, expected]) => {
    const found = actual.get(name);
    if (!found) return [`${name} is missing`];
    if (found.kind !== expected.kind) return [`${name} is a ${found.kind}, not a ${expected.kind}`];
    const have = members(found);
    const expectedMembers = members(expected);
    return [
      ...[...expectedMembers]
        .filter(([member, signature]) => have.get(member) !== signature)
        .map(
          ([member, signature]) => `${name}.${member}: ${have.get(member) ?? 'missing'}, not ${signature}`,
        ),
      ...demanded(found)
        .filter((member) => !expectedMembers.has(member) && isOfContract(member, expectedMembers))
        .map((member) => `${name}.${member} must be given`),
    ];
  });
}

function definitions(sdl: string): [string, DefinitionNode][] {
  return parse(sdl).definitions.flatMap((node) =>
    'name' in node && node.name ? [[node.name.value, node]] : [],
  );
}

/** Each member of a definition with what must not change about it. */
function members(node: DefinitionNode): Map<string, string> {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
      return new Map((node.fields ?? []).flatMap(fieldAndArguments));
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return new Map((node.fields ?? []).map((field) => [field.name.value, inputSignature(field)]));
    case Kind.ENUM_TYPE_DEFINITION:
      return new Map((node.values ?? []).map((value) => [value.name.value, value.name.value]));
    case Kind.UNION_TYPE_DEFINITION:
      return new Map((node.types ?? []).map((type) => [type.name.value, type.name.value]));
    default:
      return new Map();
  }
}

function fieldAndArguments(field: FieldDefinitionNode): [string, string][] {
  const args = field.arguments ?? [];
  return [
    [field.name.value, print(field.type)],
    ...args.map((arg): [string, string] => [`${field.name.value}(${arg.name.value})`, inputSignature(arg)]),
  ];
}

function inputSignature(input: InputValueDefinitionNode): string {
  return print(input.type) + (input.defaultValue ? ` = ${print(input.defaultValue)}` : '');
}

/** What a client has to give: new demands break documents that were written to the contract. */
function demanded(node: DefinitionNode): string[] {
  const isDemanded = (input: InputValueDefinitionNode) =>
    input.type.kind === Kind.NON_NULL_TYPE && !input.defaultValue;
  if (node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    return (node.fields ?? []).filter(isDemanded).map((field) => field.name.value);
  if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
  return (node.fields ?? []).flatMap((field) =>
    (field.arguments ?? []).filter(isDemanded).map((arg) => `${field.name.value}(${arg.name.value})`),
  );
}

/** An argument counts where its field is in the contract; a field of an input always does. */
function isOfContract(member: string, expected: Map<string, string>): boolean {
  const [field = '', argument] = member.split('(');
  return argument === undefined || expected.has(field);
}
