import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { joinAsAdmin } from '../testkit/admin.js';
import { Person } from '../testkit/person.js';
import { post } from '../testkit/request.js';
import { Rows } from '../testkit/rows.js';
import { startStack, type Stack } from '../testkit/stack.js';

interface Letter {
  id: string;
  chatId: string;
  reason: string;
  requestId: string | null;
}
type Outcome = { done: string[]; unknown: string[] };

let stack: Stack;
let rows: Rows;
let admin: Person;
let ann: Person;

beforeAll(async () => {
  stack = await startStack();
  rows = new Rows(stack);
  [admin, ann] = await Promise.all([joinAsAdmin(stack), Person.join(stack, 'ann')]);
});
afterAll(async () => {
  await rows?.close();
  await stack?.stop();
});

const LETTERS = '{ deadLetters { items { id lane type chatId revision reason at requestId } hasMore } }';
const act = (how: 'redrive' | 'discard', ids: string[], via?: number) =>
  admin.write<Outcome>(
    `mutation($ids: [ID!]!) { ${how}DeadLetters(ids: $ids) { done unknown } }`,
    { ids },
    via,
  );

async function lettersOf(chatId: string): Promise<Letter[]> {
  const { items } = await admin.ask<{ items: Letter[] }>(LETTERS);
  return items.filter((letter) => letter.chatId === chatId);
}

async function untilLetter(chatId: string): Promise<Letter> {
  const [letter] = await rows.until(
    'the dead letter',
    () => lettersOf(chatId),
    (found) => found.length === 1,
  );
  return letter!;
}

/** While it runs, Postgres refuses messages with this text. */
async function whileRefused(content: string, run: () => Promise<void>): Promise<void> {
  await rows.all(`ALTER TABLE messages ADD CONSTRAINT refused CHECK (content <> '${content}') NOT VALID`);
  try {
    await run();
  } finally {
    await rows.all('ALTER TABLE messages DROP CONSTRAINT refused');
  }
}

describe('an event that Postgres refuses', () => {
  test('is listed without its text, and stored when it is redriven after the cause is gone', async () => {
    const chat = await ann.createGroup([]);
    const feed = await ann.follow(chat.id);
    let letter!: Letter;
    let messageId = '';
    await whileRefused('not today', async () => {
      messageId = (await ann.send(chat.id, 'not today')).id;
      letter = await untilLetter(chat.id);
      expect(letter).toMatchObject({ lane: 'MESSAGES', type: 'MessageAdded', revision: 2 });
      expect(letter.reason).toContain('refused');
      expect(letter.requestId).toEqual(expect.any(String));
      expect(JSON.stringify(letter)).not.toContain('not today');
    });
    const { deadLetterCount } = await admin.ask<{ deadLetterCount: number }>(
      '{ operations { deadLetterCount } }',
    );
    expect(deadLetterCount).toBeGreaterThan(0);
    expect(await ann.messages(chat.id)).toMatchObject([{ id: messageId }]);

    expect(await act('redrive', [letter.id, 'dead-and-gone'], 2)).toEqual({
      done: [letter.id],
      unknown: ['dead-and-gone'],
    });
    await feed.until('Persisted', (events) =>
      events.some((event) => event.__typename === 'Persisted' && event.messageIds.includes(messageId)),
    );
    expect(await rows.messages(chat.id)).toMatchObject([{ id: messageId, content: 'not today' }]);
    expect(await lettersOf(chat.id)).toEqual([]);
    expect(await act('redrive', [letter.id])).toEqual({ done: [], unknown: [letter.id] });
    await feed.close();
  });

  test('comes back when it is redriven too early, and is gone for good when it is discarded', async () => {
    const chat = await ann.createGroup([]);
    await whileRefused('not ever', async () => {
      await ann.send(chat.id, 'not ever');
      const first = await untilLetter(chat.id);
      await act('redrive', [first.id]);
      const again = await untilLetter(chat.id);
      // It is in the list a moment before it is no longer pending, and what is pending cannot be discarded.
      const outcome = await rows.until(
        'the discarded letter',
        () => act('discard', [again.id]),
        ({ done }) => done.length > 0,
      );
      expect(outcome).toEqual({ done: [again.id], unknown: [] });
    });
    expect(await lettersOf(chat.id)).toEqual([]);
    expect(await ann.messages(chat.id)).toEqual([]);
    expect(await rows.messages(chat.id)).toEqual([]);
  });

  test('of which too many are named at once, or too large a page, is bad input', async () => {
    const ids = Array.from({ length: 101 }, (_, n) => `dead-${n}`);
    await expect(act('redrive', ids)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(act('discard', ids)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(admin.ask('{ deadLetters(first: 201) { hasMore } }')).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});

test('an admin sees every instance, and the lanes', async () => {
  const { instances, lanes, epoch } = await admin.ask<{
    epoch: string;
    instances: { instance: { id: string }; perSecond: number; circuit: string | null }[];
    lanes: { lane: string }[];
  }>('{ operations { at epoch instances { instance { id } perSecond circuit } lanes { lane waiting } } }');
  expect(instances.map(({ instance }) => instance.id)).toEqual(
    expect.arrayContaining(['user-1', 'sender-2', 'receiver-1', 'worker-1']),
  );
  expect(lanes.map(({ lane }) => lane)).toEqual(['MESSAGES', 'CHATS', 'RECEIPTS']);
  expect(epoch).not.toBe('');
});

describe('what is there for the admins of the installation', () => {
  test.each([
    ['operations', 'receiver', '{ operations { epoch } }'],
    ['deadLetters', 'receiver', '{ deadLetters { hasMore } }'],
    ['redriveDeadLetters', 'sender', 'mutation { redriveDeadLetters(ids: ["dead-x"]) { done } }'],
    ['discardDeadLetters', 'sender', 'mutation { discardDeadLetters(ids: ["dead-x"]) { done } }'],
  ] as const)(
    '%s is forbidden to anybody else, be they the admin of a group',
    async (_name, service, query) => {
      await ann.createGroup([]);
      const codeFor = async (token: string | null) => {
        const { data, errors } = await post(stack.url(service), token, query);
        expect(data).toBeNull();
        return errors[0]!.extensions.code;
      };
      expect(await codeFor(ann.token)).toBe('FORBIDDEN');
      expect(await codeFor(null)).toBe('UNAUTHENTICATED');
      expect(await codeFor('not.a.token')).toBe('UNAUTHENTICATED');
    },
  );
});
