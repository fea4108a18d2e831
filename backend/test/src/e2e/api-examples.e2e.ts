import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, parse, type OperationDefinitionNode } from 'graphql';
import { newId } from '@converge/domain';
import { joinAsAdmin } from '../testkit/admin.js';
import { Person } from '../testkit/person.js';
import { call } from '../testkit/request.js';
import { startStack, type Stack } from '../testkit/stack.js';

const root = new URL('../../../../', import.meta.url);
const document = readFileSync(new URL('API_ENDPOINTS.md', root), 'utf8');

type Service = 'user' | 'sender' | 'receiver';
interface Example {
  service: Service;
  field: string;
  text: string;
  operation: OperationDefinitionNode;
}

/** Every fenced graphql block, with the field of the heading above it and the service of its chapter. */
const examples: Example[] = document.split(/^## /m).flatMap((chapter) => {
  const service = /^(user|sender|receiver)\b/.exec(chapter)?.[1] as Service | undefined;
  return [...chapter.matchAll(/^### (\w+)\n[^#]*?```graphql\n([\s\S]*?)```/gm)].map(([, field, text]) => ({
    service: service!,
    field: field!,
    text: text!,
    operation: parse(text!).definitions[0] as OperationDefinitionNode,
  }));
});

/** Shown as an admin sees them. */
const FOR_ADMINS = ['operations', 'deadLetters', 'redriveDeadLetters', 'discardDeadLetters'];

let stack: Stack;
let admin: Person;
beforeAll(async () => {
  stack = await startStack();
  admin = await joinAsAdmin(stack);
});
afterAll(() => stack?.stop());

/** A fresh account with a chat of two, two messages in it, and everything an example may name. */
async function scene() {
  const [me, other, third] = (await Promise.all(
    ['mia', 'noa', 'oli'].map((name) => Person.join(stack, name)),
  )) as [Person, Person, Person];
  const chat = await me.createGroup([other]);
  const theirs = await other.send(chat.id, 'from the other');
  const own = await me.send(chat.id, 'from me');
  const login = 'mutation($u: String!, $p: String!) { login(username: $u, password: $p) { refreshToken } }';
  const { login: session } = await call<{ login: { refreshToken: string } }>(stack.url('user'), null, login, {
    u: me.username,
    p: Person.PASSWORD,
  });
  const sessions = await me.account<{ id: string }[]>('{ sessions { id } }');
  const values: Record<string, unknown> = {
    chatId: chat.id,
    messageId: theirs.id,
    ownMessageId: own.id,
    userId: other.id,
    thirdId: third.id,
    ownId: me.id,
    username: me.username,
    password: Person.PASSWORD,
    newUsername: `mia-${newId().slice(-12)}`,
    clientMessageId: newId(),
    refreshToken: session.refreshToken,
    sessionId: sessions[0]!.id,
    deadLetterId: 'dead-and-gone',
    since: { epoch: chat.position.epoch, revision: chat.position.revision },
  };
  return { me, other, third, chat, own, values };
}

/** Something that makes each subscription speak. */
async function provoke(field: string, { me, other, third, chat, own }: Awaited<ReturnType<typeof scene>>) {
  const message = await other.send(chat.id, 'hello');
  await other.edit(message.id, 'hello!');
  await other.erase(message.id);
  await other.read(chat.id, own.seq);
  await me.rename(chat.id, `renamed for ${field} ${newId()}`);
  await third.createGroup([me], `new for ${field}`);
}

/** The variables an example names, with the ids of a scene. */
function variablesOf({ operation, field }: Example, { values, own }: Awaited<ReturnType<typeof scene>>) {
  const names = (operation.variableDefinitions ?? []).map((definition) => definition.variable.name.value);
  return Object.fromEntries(
    names.map((name) => {
      if (!(name in values)) throw new Error(`the example names $${name}, which the scene does not have`);
      return [name, field === 'messageReadUpdated' ? own.id : values[name]];
    }),
  );
}

/** The protocol does not say when a subscription has begun: whoever spoke too early speaks again, in a fresh scene. */
async function hears(example: Example): Promise<boolean> {
  const here = await scene();
  const feed = here.me.listen(example.text, variablesOf(example, here));
  const witness = await here.me.follow(here.chat.id);
  await provoke(example.field, here);
  const end = await here.me.send(here.chat.id, 'that was all');
  await witness.until('the end', (events) => events.some((event) => event.message?.id === end.id));
  expect(feed.ended).toBeUndefined();
  await Promise.all([feed.close(), witness.close()]);
  return feed.events.length > 0;
}

describe('every example of API_ENDPOINTS.md does what it says', () => {
  test.each(examples.map((example) => [example.service, example.field, example] as const))(
    '%s: %s',
    async (service, field, example) => {
      if (example.operation.operation === 'subscription') {
        let tries = 0;
        while (!(await hears(example))) expect(tries++).toBeLessThan(20);
        return;
      }
      const here = await scene();
      const variables = variablesOf(example, here);
      const data = await call<Record<string, unknown>>(
        stack.url(service),
        FOR_ADMINS.includes(field) ? admin.token : here.me.token,
        example.text,
        variables,
      );
      expect(Object.keys(data)).toEqual([field]);
      expect(data[field]).not.toBeNull();
    },
  );
});

test('API_ENDPOINTS.md has an example of every operation of the three schemas', () => {
  const shown = new Set(examples.map((example) => example.field));
  const all = (['user', 'sender', 'receiver'] as const).flatMap((service) => {
    const schema = buildSchema(readFileSync(new URL(`backend/${service}-service/schema.gql`, root), 'utf8'));
    return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
  });
  expect(all.filter((field) => !shown.has(field))).toEqual([]);
});
