import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Person } from '../testkit/person.js';
import { Rows } from '../testkit/rows.js';
import { startStack, type Stack } from '../testkit/stack.js';

let stack: Stack;
let rows: Rows;
let ann: Person;
let ben: Person;
let cat: Person;

beforeAll(async () => {
  stack = await startStack();
  rows = new Rows(stack);
  [ann, ben, cat] = (await Promise.all(['ann', 'ben', 'cat'].map((name) => Person.join(stack, name)))) as [
    Person,
    Person,
    Person,
  ];
});
afterAll(async () => {
  await rows?.close();
  await stack?.stop();
});

/** Writes through sender-1, asks through both receivers: the one that shares nothing with the writer must know too. */
const bothReceivers = <T>(ask: (via: number) => Promise<T>): Promise<T[]> => Promise.all([ask(1), ask(2)]);

describe.each([
  ['with the worker running', false],
  ['with the worker stopped', true],
])(
  'read your writes: after each mutation, the query through the other receiver shows it at once, %s',
  (_when, isStopped) => {
    beforeAll(() => (isStopped ? stack.pause('worker-1') : undefined));
    afterAll(() => (isStopped ? stack.resume('worker-1') : undefined));

    test('a chat, its name, its people, its messages, edits, deletions, marks and badges', async () => {
      const chat = await ann.createGroup([ben], 'plans', 1);
      for (const found of await bothReceivers((via) => ben.chat(chat.id, via))) expect(found).toEqual(chat);
      for (const found of await bothReceivers((via) => ben.chats(via))) expect(found[0]).toEqual(chat);

      const renamed = await ben.rename(chat.id, 'better plans', 2);
      for (const found of await bothReceivers((via) => ann.chat(chat.id, via)))
        expect(found).toEqual(renamed);

      const grown = await ben.add(chat.id, [cat], 1);
      expect(grown.participantIds).toContain(cat.id);
      for (const found of await bothReceivers((via) => cat.chats(via)))
        expect(found.map((c) => c.id)).toContain(chat.id);
      for (const found of await bothReceivers((via) => cat.chat(chat.id, via))) {
        expect([...found.participantIds].sort()).toEqual([...grown.participantIds].sort());
      }

      const first = await ann.send(chat.id, 'first', { via: 1 });
      const second = await ann.send(chat.id, 'second', { via: 2 });
      for (const found of await bothReceivers((via) => ben.messages(chat.id, {}, via)))
        expect(found).toEqual([first, second]);
      const one = '{ id content }';
      for (const found of await bothReceivers((via) =>
        ben.ask(`query($id: ID!) { message(id: $id) ${one} }`, { id: first.id }, via),
      )) {
        expect(found).toEqual({ id: first.id, content: 'first' });
      }
      for (const found of await bothReceivers((via) => ben.unread(chat.id, via))) expect(found).toBe(2);

      const edited = await ann.edit(first.id, 'first, edited', 2);
      expect(edited).toMatchObject({ isEdited: true, seq: first.seq });
      const erased = await ann.erase(second.id, 1);
      expect(erased).toMatchObject({ isDeleted: true, content: null, seq: second.seq });
      for (const found of await bothReceivers((via) => ben.messages(chat.id, {}, via)))
        expect(found).toEqual([edited, erased]);

      const marked = await cat.write<{ seq: number }>(
        'mutation($id: ID!) { markMessageAsRead(messageId: $id) { seq } }',
        { id: second.id },
        1,
      );
      expect(marked.seq).toBe(second.seq);
      for (const found of await bothReceivers((via) => cat.unread(chat.id, via))) expect(found).toBe(0);

      const cursor = await ben.read(chat.id, first.seq, 2);
      expect(cursor).toMatchObject({ lastReadSeq: first.seq, unreadCount: 1 });
      for (const found of await bothReceivers((via) => ben.unread(chat.id, via))) expect(found).toBe(1);
      const status =
        'query($id: ID!) { messageReadStatus(messageId: $id) { totalParticipants readByCount isFullyRead readByUsers { userId } } }';
      for (const found of await bothReceivers((via) => ann.ask(status, { id: first.id }, via))) {
        expect(found).toEqual({
          totalParticipants: 2,
          readByCount: 2,
          isFullyRead: true,
          readByUsers: expect.arrayContaining([{ userId: ben.id }, { userId: cat.id }]),
        });
      }

      const dan = await Person.join(stack, 'dan');
      await cat.write(
        'mutation($c: ID!, $u: ID!) { addParticipant(chatId: $c, userId: $u) { id } }',
        { c: chat.id, u: dan.id },
        2,
      );
      for (const found of await bothReceivers((via) => dan.chats(via)))
        expect(found.map((c) => c.id)).toContain(chat.id);

      await ann.takeOut(chat.id, cat, 1);
      for (const via of [1, 2]) {
        expect((await cat.chats(via)).map((c) => c.id)).not.toContain(chat.id);
        await expect(cat.messages(chat.id, {}, via)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }

      await ann.write('mutation($id: ID!) { removeChat(id: $id) { isActive } }', { id: chat.id }, 2);
      for (const via of [1, 2]) {
        expect((await ben.chats(via)).map((c) => c.id)).not.toContain(chat.id);
        await expect(ben.messages(chat.id, {}, via)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      }
    });
  },
);

test('what was accepted while the worker was stopped is in Postgres once it runs again', async () => {
  await stack.pause('worker-1');
  const chat = await ann.createDirect(ben);
  const sent = [];
  for (let i = 0; i < 20; i++) sent.push(await ann.send(chat.id, `${i}`));
  expect(await rows.messages(chat.id)).toEqual([]);
  await stack.resume('worker-1');
  const stored = await rows.until(
    '20 rows',
    () => rows.messages(chat.id),
    (found) => found.length >= 20,
  );
  expect(stored.map((row) => row.id)).toEqual(sent.map((message) => message.id));
});
