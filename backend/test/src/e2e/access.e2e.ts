import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { newId } from '@converge/domain';
import { Feed } from '../testkit/feed.js';
import { Person } from '../testkit/person.js';
import { post, type Answer } from '../testkit/request.js';
import type { ServiceName } from '../testkit/running-stack.js';
import type { Chat, Message } from '../testkit/shapes.js';
import { startStack, type Stack } from '../testkit/stack.js';

let stack: Stack;
let ann: Person;
let ben: Person;
let eve: Person;
let chat: Chat;
let message: Message;

beforeAll(async () => {
  stack = await startStack();
  [ann, ben, eve] = (await Promise.all(['ann', 'ben', 'eve'].map((name) => Person.join(stack, name)))) as [
    Person,
    Person,
    Person,
  ];
  chat = await ann.createGroup([ben], 'secret plans');
  message = await ann.send(chat.id, 'the secret');
});
afterAll(() => stack?.stop());

type Ids = { chatId: string; messageId: string };

/** Every operation of the contract that names a chat or a message, as a stranger would try it. */
const WRITES: Record<string, (ids: Ids) => string> = {
  updateChat: ({ chatId }) => `updateChat(id: "${chatId}", updateChatInput: { name: "mine" }) { id name }`,
  addParticipant: ({ chatId }) => `addParticipant(chatId: "${chatId}", userId: "EVE") { id }`,
  addParticipants: ({ chatId }) => `addParticipants(chatId: "${chatId}", userIds: ["EVE"]) { id }`,
  removeParticipant: ({ chatId }) => `removeParticipant(chatId: "${chatId}", userId: "EVE") { id }`,
  removeChat: ({ chatId }) => `removeChat(id: "${chatId}") { id }`,
  createMessage: ({ chatId }) =>
    `createMessage(createMessageInput: { chatId: "${chatId}", content: "let me in" }) { id }`,
  updateMessage: ({ messageId }) => `updateMessage(id: "${messageId}", content: "mine") { id }`,
  removeMessage: ({ messageId }) => `removeMessage(id: "${messageId}") { id }`,
  markMessageAsRead: ({ messageId }) => `markMessageAsRead(messageId: "${messageId}") { seq }`,
  markChatAsRead: ({ chatId }) => `markChatAsRead(chatId: "${chatId}", upToSeq: 1) { unreadCount }`,
};
const READS: Record<string, (ids: Ids) => string> = {
  chat: ({ chatId }) => `chat(id: "${chatId}") { id name participantIds }`,
  messages: ({ chatId }) => `messages(chatId: "${chatId}") { id content }`,
  message: ({ messageId }) => `message(id: "${messageId}") { id content }`,
  messageReadStatus: ({ messageId }) => `messageReadStatus(messageId: "${messageId}") { totalParticipants }`,
  unreadCount: ({ chatId }) => `unreadCount(chatId: "${chatId}", userId: "EVE") `,
  changes: ({ chatId }) =>
    `changes(chatId: "${chatId}", since: { epoch: "x", revision: 0 }) { position { epoch revision } }`,
};
const LIVE: Record<string, (ids: Ids) => string> = {
  messageAdded: ({ chatId }) => `messageAdded(chatId: "${chatId}") { id content }`,
  messageUpdated: ({ chatId }) => `messageUpdated(chatId: "${chatId}") { id content }`,
  messageDeleted: ({ chatId }) => `messageDeleted(chatId: "${chatId}") { id }`,
  messageReadUpdated: ({ messageId }) => `messageReadUpdated(messageId: "${messageId}") { userId }`,
  chatEvents: ({ chatId }) => `chatEvents(chatId: "${chatId}") { __typename }`,
};
/** Operations of whoever runs the installation: dead-letters.e2e.ts. */
const ADMIN = ['operations', 'deadLetters', 'redriveDeadLetters', 'discardDeadLetters'];
/** Operations that are about the caller alone, or about nobody; the tests below show what they tell. */
const OWN = [
  'instance',
  'instances',
  'createChat',
  'chats',
  'chatsByParticipant',
  'unreadCounts',
  'viewerEvents',
  'chatAdded',
  'chatUpdated',
  'unreadCountUpdated',
];

const forEve = (text: string) => text.replaceAll('EVE', eve.id);
const secret = (): Ids => ({ chatId: chat.id, messageId: message.id });
const nothing = (): Ids => ({ chatId: newId(), messageId: newId() });
/** What differs between two answers only because other ids were asked for is no knowledge. */
const said = (answer: Answer<unknown>) => ({
  status: answer.status,
  data: answer.data,
  errors: answer.errors.map(untraced),
});
/** Nor is which request it was. */
const untraced = ({ extensions, ...error }: Answer['errors'][number]) => ({
  ...error,
  extensions: { ...extensions, requestId: undefined },
});

test('the tables below cover every operation of the contract', () => {
  const fields = ['sender', 'receiver'].flatMap((service) => {
    const schema = buildSchema(
      readFileSync(new URL(`../../../${service}-service/schema.gql`, import.meta.url), 'utf8'),
    );
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    return roots.flatMap((root) => Object.keys((root as GraphQLObjectType | undefined)?.getFields() ?? {}));
  });
  const covered = [...Object.keys({ ...WRITES, ...READS, ...LIVE }), ...ADMIN, ...OWN];
  expect([...new Set(fields)].filter((field) => !covered.includes(field))).toEqual([]);
});

describe('a stranger learns nothing of a chat: it answers exactly as one that does not exist', () => {
  test.each(Object.keys(WRITES))('mutation %s', async (name) => {
    const ask = (ids: Ids) =>
      post(stack.url('sender'), eve.token, forEve(`mutation { ${WRITES[name]!(ids)} }`));
    const [real, none] = [await ask(secret()), await ask(nothing())];
    expect(said(real)).toEqual(said(none));
    expect(real.errors[0]!.extensions.code).toBe('NOT_FOUND');
  });

  test.each(Object.keys(READS))('query %s', async (name) => {
    const ask = (ids: Ids) => post(stack.url('receiver'), eve.token, forEve(`{ ${READS[name]!(ids)} }`));
    const [real, none] = [await ask(secret()), await ask(nothing())];
    expect(said(real)).toEqual(said(none));
    expect(real.errors[0]!.extensions.code).toBe('NOT_FOUND');
  });

  test.each(Object.keys(LIVE))('subscription %s', async (name) => {
    const ask = async (ids: Ids) => {
      const feed = eve.listen(forEve(`subscription { ${LIVE[name]!(ids)} }`));
      const { errors } = await feed.untilEnded();
      await feed.close();
      expect(feed.events).toEqual([]);
      return errors as Answer['errors'];
    };
    const [real, none] = [await ask(secret()), await ask(nothing())];
    expect(real[0]!.extensions.code).toBe('NOT_FOUND');
    const told = (errors: Answer['errors']) =>
      errors.map(untraced).map(({ message, extensions }) => ({ message, extensions }));
    expect(told(real)).toEqual(told(none));
  });

  test('own lists and feeds hold nothing of it', async () => {
    const feed = await eve.followAll();
    await ann.send(chat.id, 'still secret');
    expect(await eve.chats()).toEqual([]);
    expect(await eve.ask('query($u: ID!) { chatsByParticipant(userId: $u) { id } }', { u: ann.id })).toEqual(
      [],
    );
    expect(await eve.ask('query($u: ID!) { unreadCounts(userId: $u) { chatId } }', { u: eve.id })).toEqual(
      [],
    );
    const own = await eve.createGroup([]);
    await feed.until('her own chat', (events) => events.some((event) => event.chatId === own.id));
    expect(feed.events.filter((event) => event.chatId === chat.id)).toEqual([]);
    await feed.close();
  });

  test.each(['unreadCounts', 'chatsByParticipant'])(
    'asking %s of somebody else tells nothing of their chats',
    async (name) => {
      const answer = await post(
        stack.url('receiver'),
        eve.token,
        `{ ${name}(userId: "${ann.id}") { __typename } }`,
      );
      expect(answer.errors[0]?.extensions.code ?? answer.data).toEqual(
        name === 'unreadCounts' ? 'FORBIDDEN' : { chatsByParticipant: [] },
      );
    },
  );

  test.each(['chatAdded', 'chatUpdated', 'unreadCountUpdated'])(
    '%s of somebody else is forbidden',
    async (name) => {
      const field = name === 'unreadCountUpdated' ? 'chatId' : 'id';
      const feed = eve.listen(`subscription { ${name}(userId: "${ann.id}") { ${field} } }`);
      const { errors } = await feed.untilEnded();
      expect((errors as Answer['errors'])[0]!.extensions.code).toBe('FORBIDDEN');
      await feed.close();
    },
  );
});

describe('an id in capitals is no id: a chat is never two, not even to its members', () => {
  const capitals = (): Ids => ({ chatId: chat.id.toUpperCase(), messageId: message.id.toUpperCase() });
  const own = (text: string) => text.replaceAll('EVE', ben.id);

  test.each(Object.keys(WRITES))('mutation %s', async (name) => {
    const answer = await post(
      stack.url('sender'),
      ben.token,
      own(`mutation { ${WRITES[name]!(capitals())} }`),
    );
    expect(answer.errors[0]!.extensions.code).toBe('NOT_FOUND');
  });

  test.each(Object.keys(READS))('query %s', async (name) => {
    const answer = await post(stack.url('receiver'), ben.token, own(`{ ${READS[name]!(capitals())} }`));
    expect(answer.errors[0]!.extensions.code).toBe('NOT_FOUND');
  });

  test.each(Object.keys(LIVE))('subscription %s', async (name) => {
    const feed = ben.listen(own(`subscription { ${LIVE[name]!(capitals())} }`));
    const { errors } = await feed.untilEnded();
    expect((errors as Answer['errors'])[0]!.extensions.code).toBe('NOT_FOUND');
    await feed.close();
  });
});

describe('without a valid token', () => {
  const ids = { chatId: 'x', messageId: 'x' };
  const all: ['sender' | 'receiver', string][] = [
    ...Object.values(WRITES).map((make): ['sender', string] => ['sender', `mutation { ${make(ids)} }`]),
    ...Object.values(READS).map((make): ['receiver', string] => ['receiver', `{ ${make(ids)} }`]),
    ['receiver', '{ chats { id } }'],
  ];

  test.each(all)('%s answers UNAUTHENTICATED to %s', async (service, query) => {
    for (const token of [null, 'not.a.token']) {
      const answer = await post(stack.url(service), token, query);
      expect(answer.errors[0]!.extensions.code).toBe('UNAUTHENTICATED');
    }
  });

  test('a socket is closed with 4403', async () => {
    const feed = new Feed({
      url: stack.wsUrl(),
      token: 'not.a.token',
      query: 'subscription { viewerEvents { __typename } }',
    });
    expect(await feed.untilEnded()).toEqual({ closeCode: 4403 });
    await feed.close();
  });
});

describe('acting as somebody else is forbidden', () => {
  test.each([
    [
      'createMessage',
      () =>
        `createMessage(createMessageInput: { chatId: "${chat.id}", content: "x", senderId: "${ann.id}" }) { id }`,
    ],
    ['updateMessage', () => `updateMessage(id: "${message.id}", content: "x", userId: "${ann.id}") { id }`],
    ['removeMessage', () => `removeMessage(id: "${message.id}", userId: "${ann.id}") { id }`],
    ['markMessageAsRead', () => `markMessageAsRead(messageId: "${message.id}", userId: "${ann.id}") { seq }`],
  ])('%s', async (_name, make) => {
    const answer = await post(stack.url('sender'), ben.token, `mutation { ${make()} }`);
    expect(answer.errors[0]!.extensions.code).toBe('FORBIDDEN');
  });

  test('only the author edits; only the author or the admin deletes; only the admin takes others out or removes a group', async () => {
    const group = await ann.createGroup([ben, eve]);
    const hers = await ben.send(group.id, "ben's");
    await expect(ann.edit(hers.id, 'x')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(eve.erase(hers.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(ben.takeOut(group.id, eve)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      ben.write('mutation($id: ID!) { removeChat(id: $id) { id } }', { id: group.id }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await ann.erase(hers.id)).toMatchObject({ isDeleted: true });
    await ann.takeOut(group.id, eve);
    await ben.takeOut(group.id, ben);
  });
});

describe('live cut-off', () => {
  test('a removed participant gets nothing more', async () => {
    const group = await ann.createGroup([ben, eve]);
    const feeds = [await eve.follow(group.id, { via: 1 }), await eve.followAll(2)];
    const added = eve.listen<{ id: string }>(
      `subscription { messageAdded(chatId: "${group.id}") { id } }`,
      {},
      1,
    );
    await ann.send(group.id, 'all of us');
    for (const feed of feeds)
      await feed.until('the message', (events) =>
        events.some((event) => event.__typename === 'MessageAdded'),
      );
    const witness = await ben.follow(group.id, { via: 2 });
    await ann.takeOut(group.id, eve);
    const later = await ann.send(group.id, 'without eve');
    await witness.until('the later message', (events) =>
      events.some((event) => event.message?.id === later.id),
    );
    await feeds[0]!.untilEnded();
    await added.untilEnded();
    // What comes after `own` on the same socket has passed everything that could have come of the group.
    const own = await eve.createGroup([]);
    await feeds[1]!.until('her own chat', (events) => events.some((event) => event.chatId === own.id));
    for (const feed of feeds) {
      const of = feed.events
        .filter((event) => event.chatId === group.id && event.__typename !== 'Persisted')
        .map((event) => event.__typename);
      expect(of.at(-1)).toBe('ParticipantRemoved');
      expect(JSON.stringify(feed.events)).not.toContain('without eve');
      await feed.close();
    }
    expect(JSON.stringify(added.events)).not.toContain(later.id);
    for (const feed of [witness, added]) await feed.close();
  });

  test('a revoked session gets nothing more after at most 5 s, live or asked, from any instance', async () => {
    const group = await ann.createGroup([ben]);
    const other = await Person.signIn(stack, ben.username);
    const feeds = [await other.follow(group.id, { via: 1 }), await other.followAll(2)];
    const sessions = await ben.account<{ id: string; current: boolean }[]>('{ sessions { id current } }');
    for (const { id, current } of sessions)
      if (!current) await ben.account('mutation($id: ID!) { revokeSession(id: $id) }', { id });
    const since = Date.now();
    const endedAt = async (feed: Feed<unknown>) => {
      expect(await feed.untilEnded()).toEqual({ closeCode: 4403 });
      return Date.now();
    };
    const refusedAt = async (service: ServiceName, via: number, query: string) => {
      for (;;) {
        const answer = await post(stack.url(service, via), other.token, query);
        if (answer.errors[0]?.extensions.code === 'UNAUTHENTICATED') return Date.now();
      }
    };
    const mark = `mutation { markChatAsRead(chatId: "${group.id}", upToSeq: 0) { unreadCount } }`;
    // All at once: none waits for the others while its time runs.
    const times = await Promise.all([
      ...feeds.map(endedAt),
      ...[1, 2].flatMap((via) => [
        refusedAt('receiver', via, '{ chats { id } }'),
        refusedAt('sender', via, mark),
        refusedAt('user', via, '{ me { id } }'),
      ]),
    ]);
    // The promise itself is a time: 5 s, seen from outside.
    expect(Math.max(...times) - since).toBeLessThan(5_000);
    expect(await ben.chats()).not.toEqual([]);
    for (const feed of feeds) await feed.close();
  });
});
