import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import type { Feed } from '../testkit/feed.js';
import { Person } from '../testkit/person.js';
import { Refused } from '../testkit/request.js';
import { Rows } from '../testkit/rows.js';
import type { FeedEvent, Message, Position } from '../testkit/shapes.js';
import { startStack, type Stack } from '../testkit/stack.js';

let stack: Stack;
let rows: Rows;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  stack = await startStack({ senders: 2, receivers: 2, workers: 1 });
  rows = new Rows(stack);
  [ann, ben] = await Promise.all([Person.join(stack, 'ann'), Person.join(stack, 'ben')]);
});
afterAll(async () => {
  await rows?.close();
  await stack?.stop();
});

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

/** Every accepted message is a row exactly once, with its content and its place. */
async function expectStored(chatId: string, accepted: Message[]): Promise<void> {
  const stored = await rows.until(
    `${accepted.length} rows`,
    () => rows.messages(chatId),
    (found) => found.length >= accepted.length,
  );
  const bySeq = [...accepted].sort((a, b) => a.seq - b.seq);
  expect(stored.map(({ id, seq, content }) => ({ id, seq, content }))).toEqual(
    bySeq.map(({ id, seq, content }) => ({ id, seq, content })),
  );
}

/** Retries as a client does: with the same key, until it is accepted. */
async function sendForSure(person: Person, chatId: string, content: string, via?: number): Promise<Message> {
  const key = newId();
  for (;;) {
    try {
      return await person.send(chatId, content, { key, via });
    } catch (error) {
      if (error instanceof Refused && error.code !== 'UNAVAILABLE') throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** As a client does: a receiver that does not have Redis back yet says UNAVAILABLE and is asked again. */
async function resumeForSure(person: Person, chatId: string, since: Position): Promise<Feed<FeedEvent>> {
  for (;;) {
    try {
      return await person.follow(chatId, { since });
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'UNAVAILABLE') throw error;
    }
  }
}

test('kill -9 of a sender right after its answers: every accepted message is in Postgres exactly once', async () => {
  const chat = await ann.createGroup([ben]);
  await stack.pause('worker-1');
  const accepted = await Promise.all(
    range(50).map((i) => ann.send(chat.id, `message ${i}`, { via: 1, key: newId() })),
  );
  await stack.kill('sender-1', 'SIGKILL');
  await stack.resume('worker-1');
  await expectStored(chat.id, accepted);
  await stack.waitUntilUp('sender-1');
});

test('kill -9 of a sender while it is sending: what it answered is there once, what it did not is sent again', async () => {
  const chat = await ann.createGroup([ben]);
  const feed = await ben.follow(chat.id, { since: chat.position, via: 2 });
  const sending = Promise.all(range(100).map((i) => sendForSure(ann, chat.id, `message ${i}`)));
  await stack.kill('sender-2', 'SIGKILL');
  const accepted = await sending;
  expect(accepted.map((message) => message.seq).sort((a, b) => a - b)).toEqual(range(100));
  await feed.until(
    'all of them',
    (events) => events.filter((event) => event.__typename === 'MessageAdded').length >= 100,
  );
  expect(
    feed.events.filter((event) => event.__typename === 'MessageAdded').map((event) => event.message.seq),
  ).toEqual(range(100));
  await expectStored(chat.id, accepted);
  await feed.close();
  await stack.waitUntilUp('sender-2');
});

test('kill -9 of the worker in the middle of a batch: every accepted message is in Postgres exactly once, after restart', async () => {
  const chat = await ann.createGroup([ben]);
  const accepted: Message[] = [];
  for (let round = 0; round < 3; round++) {
    await stack.waitUntilUp('worker-1');
    const before = (await rows.messages(chat.id)).length;
    const sending = Promise.all(
      range(300).map((i) =>
        ann.send(chat.id, `round ${round} message ${i}`, { via: 1 + (i % 2), key: newId() }),
      ),
    );
    // Some are stored, more are on their way: whatever the worker has in hand now dies with it.
    await rows.until(
      'the first batch',
      () => rows.messages(chat.id),
      (found) => found.length > before,
    );
    await stack.kill('worker-1', 'SIGKILL');
    accepted.push(...(await sending));
  }
  const changed = await ann.edit(accepted[0]!.id, 'edited while the worker was down');
  // Its row may be there with the first batch already: the number of rows does not tell of the change.
  await rows.until(
    'the change',
    () => rows.messages(chat.id),
    (found) => found.some(({ content }) => content === changed.content),
  );
  await expectStored(chat.id, accepted.slice(1).concat(changed));
  await stack.waitUntilUp('worker-1');
});

test('kill -9 of a receiver: its listeners come back by their position and miss nothing', async () => {
  const chat = await ann.createGroup([ben]);
  const feed = await ben.follow(chat.id, { since: chat.position, via: 1 });
  await ann.send(chat.id, 'before');
  await feed.until('the first', (events) => events.some((event) => event.__typename === 'MessageAdded'));
  const since = feed.events.filter((event) => event.position).at(-1)!.position;
  await stack.kill('receiver-1', 'SIGKILL');
  await feed.untilEnded();
  await ann.send(chat.id, 'meanwhile');
  const again = await ben.follow(chat.id, { since, via: 2 });
  expect(
    again.events.filter((event) => event.__typename === 'MessageAdded').map((event) => event.message.content),
  ).toEqual(['meanwhile']);
  await again.close();
  await stack.waitUntilUp('receiver-1');
});

test('kill -9 of Redis loses no accepted message, and everybody goes on', async () => {
  const chat = await ann.createGroup([ben]);
  const before = await Promise.all(range(30).map((i) => sendForSure(ann, chat.id, `before ${i}`)));
  await expectStored(chat.id, before);
  await stack.kill('redis', 'SIGKILL');
  const after = await Promise.all(range(30).map((i) => sendForSure(ann, chat.id, `after ${i}`)));
  await expectStored(chat.id, [...before, ...after]);
  const feed = await resumeForSure(ben, chat.id, chat.position);
  expect(feed.events.some((event) => event.__typename === 'Reset')).toBe(true);
  await feed.close();
});
