import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Person } from '../testkit/person.js';
import { Rows } from '../testkit/rows.js';
import { startStack, type Stack } from '../testkit/stack.js';

let stack: Stack;
let rows: Rows;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  // A grace of a moment: what is shown from Redis must not depend on having been written just now.
  stack = await startStack({ env: { OVERLAY_GRACE_MS: '1' } });
  rows = new Rows(stack);
  [ann, ben] = await Promise.all([Person.join(stack, 'ann'), Person.join(stack, 'ben')]);
});
afterAll(async () => {
  await rows?.close();
  await stack?.stop();
});

test('while Postgres is away people go on in hot chats, and everything is stored when it is back', async () => {
  const chat = await ann.createGroup([ben]);
  const feed = await ben.follow(chat.id, { since: chat.position, via: 2 });
  const old = await ann.send(chat.id, 'before');
  await rows.until(
    'the first message',
    () => rows.messages(chat.id),
    (found) => found.length === 1,
  );

  await stack.pause('postgres');
  const sent = await ben.send(chat.id, 'while it is away', { via: 2 });
  const edited = await ann.edit(old.id, 'edited while it is away', 1);
  const cursor = await ann.read(chat.id, sent.seq, 2);
  expect(cursor.unreadCount).toBe(0);
  expect(await ben.messages(chat.id, {}, 1)).toEqual([edited, sent]);
  await feed.until('all of it live', (events) =>
    ['MessageAdded', 'MessageUpdated', 'MessagesRead'].every((name) =>
      events.some((event) => event.__typename === name),
    ),
  );
  const again = await ann.follow(chat.id, { since: chat.position, via: 1 });
  expect(again.events.filter((event) => event.__typename === 'MessageAdded')).toHaveLength(2);
  await stack.resume('postgres');

  const stored = await rows.until(
    'both messages, the edit too',
    () => rows.messages(chat.id),
    (found) => found.length === 2 && found[0]!.content === edited.content,
  );
  expect(stored.map((row) => row.id)).toEqual([old.id, sent.id]);
  await Promise.all([feed.close(), again.close()]);
});
