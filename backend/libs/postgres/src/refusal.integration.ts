import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId, type ChatEvent } from '@converge/domain';
import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';
import { describeRefusal } from './refusal.js';
import { createReads } from './reads.js';
import { ChatHistory, createTestDatabase, type TestDatabase } from './testing.js';
import { isRefused } from './transient.js';
import { storeEvents } from './writes.js';

let database: TestDatabase;
let dataSource: DataSource;
const chat = new ChatHistory('direct', [newId(), newId()]);
chat.send(newId(), 2);
const added = chat.events[1] as Extract<ChatEvent, { type: 'MessageAdded' }>;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = createDataSource({ url: database.url, poolSize: 1 });
  await storeEvents(dataSource, chat.events);
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

async function refusalOf(message: Partial<typeof added.message>): Promise<unknown> {
  const event = { ...added, message: { ...added.message, ...message } };
  const refusal: unknown = await storeEvents(dataSource, [event]).then(
    () => null,
    (error: unknown) => error,
  );
  expect(isRefused(refusal)).toBe(true);
  return refusal;
}

describe('the reason of a refusal', () => {
  test('tells that the seq belongs to another message, and that with a new seq this one can be stored', async () => {
    const another = { id: newId(), clientMessageId: null };
    const reason = describeRefusal(await refusalOf(another));
    expect(reason).toMatch(/^another message .* under the same seq; redriven.* next seq and revision/);
    expect(reason).toMatch(/"messages_chat_seq" \(23505\)$/);

    const redriven = {
      ...added,
      revision: 3,
      message: { ...added.message, ...another, seq: 2, revision: 3 },
    };
    await storeEvents(dataSource, [redriven]);
    expect(await createReads(dataSource).messagesBySeq(chat.chat.id, 1, 9)).toEqual([
      added.message,
      redriven.message,
    ]);
  });

  test('tells that the key belongs to another message', async () => {
    const reason = describeRefusal(await refusalOf({ id: newId(), seq: 9 }));
    expect(reason).toMatch(/^another message of this author .* under the same clientMessageId/);
    expect(reason).toMatch(/"messages_client_id" \(23505\)$/);
  });

  test('is what Postgres said where nobody knows better', async () => {
    expect(describeRefusal(await refusalOf({ content: 'never\u0000storable' }))).toMatch(/\(22021\)$/);
    expect(describeRefusal('text')).toBe('text');
  });
});
