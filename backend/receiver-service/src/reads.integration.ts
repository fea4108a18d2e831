import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newId, type Message } from '@converge/domain';
import { startHarness, type Harness } from './testing/receiver-harness.js';

let at: Harness;
beforeAll(async () => {
  at = await startHarness();
});
afterAll(() => at.stop());

const MESSAGES = `query ($chatId: ID!, $limit: Int, $beforeSeq: Int, $afterSeq: Int) {
  messages(chatId: $chatId, limit: $limit, beforeSeq: $beforeSeq, afterSeq: $afterSeq) { id seq content revision isEdited isDeleted }
}`;
const CHAT =
  'query ($id: ID!) { chat(id: $id) { id name lastSeq participantIds isActive position { epoch revision } } }';
const CHANGES = `query ($chatId: ID!, $since: PositionInput!) { changes(chatId: $chatId, since: $since) {
  reset hasMore position { epoch revision } chat { name participantIds }
  messages { seq content revision isDeleted } reads { userId lastReadSeq unreadCount } } }`;

type Page = { messages: (Message & { isDeleted: boolean })[] };

/** The states in which Redis and Postgres may share what is known of a chat. */
const SHARES = {
  'with the worker stopped': async () => {},
  'with everything stored but nothing cleared': () => at.store(),
  'with everything in Postgres and the chat hot': () => at.persist(),
  'with the chat cold': async () => {
    await at.persist();
    await at.cool();
  },
  // What reads take for granted then: no sender has hydrated the chat yet.
  'after Redis has begun another epoch, half of it stored': async () => {
    const half = at.accepted.splice(0, Math.floor(at.accepted.length / 2));
    const rest = at.accepted.splice(0);
    at.accepted.push(...half);
    await at.persist();
    at.accepted.push(...rest);
    await at.redis.set('epoch', 'another');
  },
};
let epoch: string | null;
beforeEach(async () => {
  epoch = await at.redis.get('epoch');
});
afterEach(() => at.redis.set('epoch', epoch!));

describe.each(Object.entries(SHARES))('reading your writes %s', (_name, share) => {
  test('chats, messages, unread counts and read status are what was accepted', async () => {
    const [ann, ben, cid] = [newId(), newId(), newId()];
    const token = at.tokens.of(ann);
    at.accepted.length = 0;
    const chat = await at.group(ann, ben);
    await at.chats.addParticipants(chat.id, ann, [cid]);
    const sent: Message[] = [];
    for (let i = 1; i <= 30; i++) sent.push(await at.send(chat.id, i % 2 ? ann : ben, `message ${i}`));
    await at.messages.change(chat.id, ann, sent[0]!.id, 'edited', async () => sent[0]!);
    await at.messages.change(chat.id, ben, sent[29]!.id, null, async () => sent[29]!);
    await at.messages.markReadUpTo(chat.id, cid, 10);
    await at.chats.update(chat.id, ann, 'renamed');
    await share();

    const answer = await at.query<{ chat: Record<string, unknown> & { participantIds: string[] } }>(
      token,
      CHAT,
      {
        id: chat.id,
      },
    );
    expect(answer.codes).toEqual([]);
    expect(answer.data!.chat).toMatchObject({
      name: 'renamed',
      lastSeq: 30,
      position: { revision: 36 },
      isActive: true,
    });
    expect(answer.data!.chat.participantIds.toSorted()).toEqual([ann, ben, cid].toSorted());

    const list = await at.query<{ chats: unknown[] }>(token, '{ chats { id lastSeq participantIds } }');
    expect(list.data!.chats).toMatchObject([{ id: chat.id, lastSeq: 30 }]);
    const common = 'query ($userId: ID!) { chatsByParticipant(userId: $userId) { id } }';
    expect((await at.query(token, common, { userId: cid })).data).toEqual({
      chatsByParticipant: [{ id: chat.id }],
    });
    expect((await at.query(token, common, { userId: newId() })).data).toEqual({ chatsByParticipant: [] });

    const seqs = async (variables: object) => {
      const { data } = await at.query<Page>(token, MESSAGES, { chatId: chat.id, ...variables });
      return data!.messages.map((message) => message.seq);
    };
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
    expect(await seqs({})).toEqual(range(1, 30));
    expect(await seqs({ limit: 5 })).toEqual(range(26, 30));
    expect(await seqs({ limit: 5, beforeSeq: 8 })).toEqual(range(3, 7));
    expect(await seqs({ limit: 20, afterSeq: 5 })).toEqual(range(6, 25));
    const { messages } = (await at.query<Page>(token, MESSAGES, { chatId: chat.id })).data!;
    expect(messages[0]).toMatchObject({ content: 'edited', isEdited: true });
    expect(messages[29]).toMatchObject({ content: null, isDeleted: true });

    const one = await at.query(token, 'query ($id: ID!) { message(id: $id) { seq content } }', {
      id: sent[0]!.id,
    });
    expect(one.data).toEqual({ message: { seq: 1, content: 'edited' } });

    const unread =
      'query ($userId: ID!) { unreadCounts(userId: $userId) { chatId unreadCount lastReadSeq } }';
    for (const [user, lastReadSeq] of [
      [ann, 29],
      [ben, 30],
      [cid, 10],
    ] as const) {
      const counts = await at.query(at.tokens.of(user), unread, { userId: user });
      expect(counts.data).toEqual({
        unreadCounts: [{ chatId: chat.id, unreadCount: 30 - lastReadSeq, lastReadSeq }],
      });
    }

    const status = `query ($id: ID!) { messageReadStatus(messageId: $id) {
      totalParticipants readByCount isFullyRead readByUsers { userId readAt } } }`;
    const first = await at.query(token, status, { id: sent[0]!.id });
    expect(first.data).toMatchObject({
      messageReadStatus: { totalParticipants: 2, readByCount: 2, isFullyRead: true },
    });
    const late = await at.query(token, status, { id: sent[24]!.id });
    expect(late.data).toMatchObject({
      messageReadStatus: {
        totalParticipants: 2,
        readByCount: 1,
        isFullyRead: false,
        readByUsers: [{ userId: ben }],
      },
    });
  });
});

describe('changes', () => {
  const position = async (token: string, id: string) =>
    (await at.query<{ chat: { position: { epoch: string; revision: number } } }>(token, CHAT, { id })).data!
      .chat.position;

  test('bring old state to the present, from the log and from Postgres alike', async () => {
    const [ann, ben] = [newId(), newId()];
    const token = at.tokens.of(ann);
    const chat = await at.group(ann, ben);
    const first = await at.send(chat.id, ann, 'one');
    const since = await position(token, chat.id);
    await at.send(chat.id, ben, 'two');
    await at.messages.change(chat.id, ann, first.id, 'one, edited', async () => first);
    const asked = () => at.query<{ changes: unknown }>(token, CHANGES, { chatId: chat.id, since });
    const expected = {
      reset: false,
      hasMore: false,
      position: { epoch: since.epoch, revision: 4 },
      chat: null,
      messages: [
        { seq: 1, content: 'one, edited', revision: 4, isDeleted: false },
        { seq: 2, content: 'two', revision: 3, isDeleted: false },
      ],
      reads: [{ userId: ben, lastReadSeq: 2, unreadCount: 0 }],
    };
    expect((await asked()).data!.changes).toEqual(expected);
    await at.redis.xtrim(`chat:{${chat.id}}:log`, 'MAXLEN', 0);
    expect((await asked()).data!.changes).toEqual(expected);
    await at.persist();
    expect((await asked()).data!.changes).toEqual(expected);
    await at.chats.update(chat.id, ann, 'renamed');
    expect((await asked()).data!.changes).toMatchObject({ chat: { name: 'renamed' } });
  });

  test('of another epoch or the future say: read afresh', async () => {
    const ann = newId();
    const token = at.tokens.of(ann);
    const chat = await at.group(ann);
    const present = await position(token, chat.id);
    for (const since of [
      { epoch: 'other', revision: 1 },
      { ...present, revision: 99 },
    ]) {
      const { data } = await at.query<{ changes: unknown }>(token, CHANGES, { chatId: chat.id, since });
      expect(data!.changes).toMatchObject({ reset: true, position: present, messages: [] });
    }
  });

  test('more than a page come page by page, without a hole', async () => {
    const [ann, ben] = [newId(), newId()];
    const token = at.tokens.of(ann);
    const chat = await at.group(ann, ben);
    const start = await position(token, chat.id);
    for (let i = 0; i < 700; i++) await at.send(chat.id, ann, `message ${i}`);
    for (const isInLog of [true, false]) {
      if (!isInLog) {
        await at.redis.xtrim(`chat:{${chat.id}}:log`, 'MAXLEN', 0);
        await at.persist();
      }
      const seqs: number[] = [];
      let since = start;
      for (let pages = 0; pages < 5; pages++) {
        const { data } = await at.query<{
          changes: { hasMore: boolean; position: typeof start; messages: { seq: number }[] };
        }>(token, CHANGES, { chatId: chat.id, since });
        seqs.push(...data!.changes.messages.map((message) => message.seq));
        since = data!.changes.position;
        if (!data!.changes.hasMore) break;
      }
      expect(seqs).toEqual(Array.from({ length: 700 }, (_, i) => i + 1));
      expect(since.revision).toBe(701);
    }
  });
});

test('who has read a message since when is right before Postgres knows, and stays the same after', async () => {
  const [ann, ben] = [newId(), newId()];
  const chat = await at.group(ann, ben);
  const message = await at.send(chat.id, ann);
  const { cursor } = await at.messages.markReadUpTo(chat.id, ben, 1);
  await at.send(chat.id, ann);
  await new Promise((resolve) => setTimeout(resolve, 5)); // so that the second reading has another time
  await at.messages.markReadUpTo(chat.id, ben, 2);
  const query = 'query ($id: ID!) { messageReadStatus(messageId: $id) { readByUsers { userId readAt } } }';
  const asked = () => at.query(at.tokens.of(ann), query, { id: message.id });
  const expected = { messageReadStatus: { readByUsers: [{ userId: ben, readAt: cursor.readAt }] } };
  expect((await asked()).data).toEqual(expected);
  await at.persist();
  expect((await asked()).data).toEqual(expected);
});

describe('a stranger', () => {
  test('learns nothing of a chat by any query', async () => {
    const [ann, stranger] = [newId(), newId()];
    const chat = await at.group(ann);
    const message = await at.send(chat.id, ann);
    const token = at.tokens.of(stranger);
    const queries: [string, object][] = [
      [CHAT, { id: chat.id }],
      [MESSAGES, { chatId: chat.id }],
      ['query ($id: ID!) { message(id: $id) { id } }', { id: message.id }],
      ['query ($id: ID!) { messageReadStatus(messageId: $id) { readByCount } }', { id: message.id }],
      ['query ($c: ID!, $u: ID!) { unreadCount(chatId: $c, userId: $u) }', { c: chat.id, u: stranger }],
      [CHANGES, { chatId: chat.id, since: { epoch: 'x', revision: 0 } }],
    ];
    for (const [query, variables] of queries) {
      const { codes, data } = await at.query(token, query, variables);
      expect([query, codes]).toEqual([query, ['NOT_FOUND']]);
      expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
      const unknown = JSON.parse(
        JSON.stringify(variables).replaceAll(chat.id, newId()).replaceAll(message.id, newId()),
      ) as object;
      expect((await at.query(token, query, unknown)).errors).toMatchObject([
        { extensions: { code: 'NOT_FOUND' } },
      ]);
    }
    const counts = 'query ($u: ID!) { unreadCounts(userId: $u) { chatId } }';
    expect((await at.query(token, counts, { u: ann })).codes).toEqual(['FORBIDDEN']);
    const theirs = 'query ($u: ID!) { chatsByParticipant(userId: $u) { id } }';
    expect((await at.query(token, theirs, { u: ann })).data).toEqual({ chatsByParticipant: [] });
    expect((await at.query('bad token', '{ chats { id } }')).codes).toEqual(['UNAUTHENTICATED']);
  });

  test('is also who was removed, and everybody where the chat was removed', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await at.group(ann, ben);
    await at.chats.removeParticipant(chat.id, ann, ben);
    expect((await at.query(at.tokens.of(ben), CHAT, { id: chat.id })).codes).toEqual(['NOT_FOUND']);
    await at.chats.remove(chat.id, ann);
    expect((await at.query(at.tokens.of(ann), CHAT, { id: chat.id })).codes).toEqual(['NOT_FOUND']);
    expect((await at.query(at.tokens.of(ann), '{ chats { id } }')).data).toEqual({ chats: [] });
  });

  test('is nobody to an admin’s list', async () => {
    const chat = await at.group(newId());
    const admin = at.tokens.of(newId(), { roles: ['admin'] });
    const { data } = await at.query<{ chats: { id: string }[] }>(admin, '{ chats { id } }');
    expect(data!.chats.map(({ id }) => id)).toContain(chat.id);
  });
});

describe('ids and pages that make no sense', () => {
  test('are answered, not crashed upon', async () => {
    const token = at.tokens.of(newId());
    for (const id of ['', 'x', "'; DROP TABLE chats", newId()]) {
      expect((await at.query(token, CHAT, { id })).codes).toEqual(['NOT_FOUND']);
      expect((await at.query(token, 'query ($id: ID!) { message(id: $id) { id } }', { id })).codes).toEqual([
        'NOT_FOUND',
      ]);
    }
    const ann = newId();
    const chat = await at.group(ann);
    for (const limit of [0, 201, -3]) {
      const page = await at.query(at.tokens.of(ann), MESSAGES, { chatId: chat.id, limit });
      expect(page.codes).toEqual(['BAD_USER_INPUT']);
    }
    const since = { epoch: 'x', revision: -1 };
    expect((await at.query(at.tokens.of(ann), CHANGES, { chatId: chat.id, since })).codes).toEqual([
      'BAD_USER_INPUT',
    ]);
  });
});

test('a thousand chats: their unread counts take little time', async () => {
  const ann = newId();
  for (let i = 0; i < 1000; i += 50) await Promise.all(Array.from({ length: 50 }, () => at.group(ann)));
  await at.persist();
  const token = at.tokens.of(ann);
  const startedAt = performance.now();
  const { data, errors } = await at.query<{ unreadCounts: unknown[] }>(
    token,
    'query ($u: ID!) { unreadCounts(userId: $u) { chatId unreadCount } }',
    { u: ann },
  );
  expect(errors).toBeUndefined();
  expect(data!.unreadCounts).toHaveLength(1000);
  expect(performance.now() - startedAt).toBeLessThan(5000);
});
