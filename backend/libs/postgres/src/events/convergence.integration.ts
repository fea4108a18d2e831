import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId, type ChatEvent } from '@converge/domain';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../data-source.js';
import { ChatHistory, createTestDatabase, type Step, type TestDatabase } from '../testing.js';
import { storeEvents } from '../writes.js';

const PEOPLE = Array.from({ length: 5 }, newId);

const step: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom(
    'send',
    'send',
    'send',
    'edit',
    'delete',
    'read',
    'read',
    'join',
    'leave',
    'rename',
    'remove',
  ),
  who: fc.nat(20),
  what: fc.nat(50),
});

/** One to three chats with a history each, and how to disturb its delivery. */
const delivery = fc.record({
  chats: fc.array(fc.tuple(fc.constantFrom('group', 'direct'), fc.array(step, { maxLength: 40 })), {
    minLength: 1,
    maxLength: 3,
  }),
  repeats: fc.array(fc.nat(), { maxLength: 30 }),
  order: fc.array(fc.nat(), { minLength: 200, maxLength: 200 }),
  batchSizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 8 }),
});

let inOrder: TestDatabase, disturbed: TestDatabase;
let reference: DataSource, one: DataSource, other: DataSource;

beforeAll(async () => {
  [inOrder, disturbed] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  reference = createDataSource({ url: inOrder.url, poolSize: 1 });
  one = createDataSource({ url: disturbed.url, poolSize: 1 });
  other = createDataSource({ url: disturbed.url, poolSize: 1 });
});

afterAll(async () => {
  for (const dataSource of [reference, one, other]) if (dataSource.isInitialized) await dataSource.destroy();
  await Promise.all([inOrder.drop(), disturbed.drop()]);
});

const TABLES = {
  chats: 'SELECT * FROM chats WHERE id = ANY($1) ORDER BY id',
  participants: 'SELECT * FROM chat_participants WHERE chat_id = ANY($1) ORDER BY chat_id, user_id',
  messages: 'SELECT * FROM messages WHERE chat_id = ANY($1) ORDER BY chat_id, seq',
  reads: 'SELECT * FROM message_reads WHERE chat_id = ANY($1) ORDER BY chat_id, user_id, up_to_seq',
  unread: 'SELECT * FROM unread_counts WHERE chat_id = ANY($1) ORDER BY chat_id, user_id',
};

async function rowsIn(dataSource: DataSource, chatIds: string[]): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const [table, sql] of Object.entries(TABLES)) rows[table] = await dataSource.query(sql, [chatIds]);
  return rows;
}

function batches(events: ChatEvent[], sizes: number[]): ChatEvent[][] {
  const result: ChatEvent[][] = [];
  for (let at = 0, n = 0; at < events.length; n++) {
    const size = sizes[n % sizes.length] as number;
    result.push(events.slice(at, at + size));
    at += size;
  }
  return result;
}

async function storeAll(dataSource: DataSource, all: ChatEvent[][]): Promise<void> {
  for (const batch of all) await storeEvents(dataSource, batch);
}

describe('storing events', () => {
  test('any sequence of events applied in any order, with repeats, by two workers at once ends in the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(delivery, async ({ chats, repeats, order, batchSizes }) => {
        const histories = chats.map(([chatType, steps]) => {
          const history = new ChatHistory(chatType, PEOPLE);
          for (const each of steps) history.take(each);
          return history;
        });
        const chatIds = histories.map((history) => history.chat.id);
        const events = histories.flatMap((history) => history.events);
        for (const event of events) await storeEvents(reference, [event]);

        const repeated = [...events, ...repeats.map((n) => events[n % events.length] as ChatEvent)];
        const shuffled = repeated
          .map((event, n) => ({ event, place: order[n % order.length] as number }))
          .sort((a, b) => a.place - b.place)
          .map(({ event }) => event);
        const all = batches(shuffled, batchSizes);
        await Promise.all([
          storeAll(
            one,
            all.filter((_, n) => n % 2 === 0),
          ),
          storeAll(
            other,
            all.filter((_, n) => n % 2 === 1),
          ),
        ]);

        const expected = await rowsIn(reference, chatIds);
        expect(await rowsIn(one, chatIds)).toEqual(expected);
        for (const history of histories) expectTheHistory(history, expected);
      }),
      { numRuns: 60 },
    );
  });

  test('two workers that store many chats in opposite order do not deadlock', async () => {
    const histories = Array.from({ length: 100 }, () => new ChatHistory('group', PEOPLE));
    for (const history of histories) history.send(PEOPLE[0] as string, 1);
    const events = histories.flatMap((history) => history.events);
    for (let round = 0; round < 10; round++) {
      await Promise.all([storeEvents(one, events), storeEvents(other, [...events].reverse())]);
    }
    const rows = await rowsIn(
      one,
      histories.map((history) => history.chat.id),
    );
    expect(rows['messages']).toHaveLength(100);
  });

  test('a batch with one row that can never be stored stores nothing of it', async () => {
    const history = new ChatHistory('group', PEOPLE);
    history.send(PEOPLE[0] as string, 1);
    history.send(PEOPLE[0] as string, 3);
    const poison = history.events[2] as Extract<ChatEvent, { type: 'MessageAdded' }>;
    const events = [
      ...history.events.slice(0, 2),
      { ...poison, message: { ...poison.message, content: 'a\u0000b' } },
    ];
    await expect(storeEvents(one, events)).rejects.toMatchObject({ code: '22021' });
    expect((await rowsIn(one, [history.chat.id]))['chats']).toEqual([]);
  });
});

/** The rows say what the hot store says: members, watermarks, messages, counters. */
function expectTheHistory(history: ChatHistory, rows: Record<string, unknown[]>): void {
  const { chat } = history;
  const of = (table: string, column = 'chat_id') =>
    (rows[table] as Record<string, unknown>[]).filter((row) => row[column] === chat.id);
  expect(of('chats', 'id')[0]).toMatchObject({
    ...{ name: chat.name, is_active: chat.isActive, updated_at: chat.updatedAt, last_seq: chat.lastSeq },
    ...{ revision: chat.revision, state_revision: chat.stateRevision },
  });
  expect(of('messages').map((row) => [row['seq'], row['id'], row['content'], row['revision']])).toEqual(
    history.messages.map((message) => [message.seq, message.id, message.content, message.revision]),
  );
  const people = of('participants');
  expect(people.filter((row) => row['left_at'] === null).map((row) => row['user_id'])).toEqual(
    [...history.members.keys()].sort(),
  );
  expect(
    Object.fromEntries(
      people.map((row) => [
        row['user_id'],
        { lastReadSeq: row['last_read_seq'], readAt: row['read_at'], revision: row['read_revision'] },
      ]),
    ),
  ).toEqual(Object.fromEntries(history.cursors));
}
