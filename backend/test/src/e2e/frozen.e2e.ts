import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { Person } from '../testkit/person.js';
import { Refused } from '../testkit/request.js';
import type { Message } from '../testkit/shapes.js';
import { startStack, type Stack } from '../testkit/stack.js';

let stack: Stack;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  stack = await startStack();
  [ann, ben] = await Promise.all([Person.join(stack, 'ann'), Person.join(stack, 'ben')]);
});
afterAll(async () => {
  await stack?.stop();
});

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

/** As a client does: with the same key, until it is accepted. Counts the attempts. */
async function sendForSure(chatId: string, content: string): Promise<{ message: Message; attempts: number }> {
  const key = newId();
  for (let attempts = 1; ; attempts++) {
    try {
      return { message: await ann.send(chatId, content, { key }), attempts };
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'UNAVAILABLE') throw error;
    }
  }
}

test('a sender that freezes costs an answer, never a message, and what it does when it thaws doubles none', async () => {
  const chat = await ann.createGroup([ben]);
  await stack.pause('sender-1');

  const sent = await Promise.all(range(20).map((n) => sendForSure(chat.id, `message ${n}`)));
  // Those that the frozen one took were told UNAVAILABLE, and sent again.
  expect(sent.some(({ attempts }) => attempts > 1)).toBe(true);

  await stack.resume('sender-1');
  // What it had taken it does first: it asks Redis in the order in which it was asked.
  const last = await ann.send(chat.id, 'after it has thawed', { via: 1 });
  const all = [...sent.map(({ message }) => message), last].sort((a, b) => a.seq - b.seq);
  expect(all.map(({ seq }) => seq)).toEqual(range(21));
  expect(await ben.history(chat.id)).toEqual(all);
});

test('a receiver that freezes costs a question nothing but time: another one answers', async () => {
  const chat = await ann.createGroup([ben]);
  await ann.send(chat.id, 'hello');
  await stack.pause('receiver-1');

  const pages = await Promise.all(range(10).map(() => ben.messages(chat.id)));

  expect(pages.map((page) => page.map(({ content }) => content))).toEqual(range(10).map(() => ['hello']));
  await stack.resume('receiver-1');
  await stack.waitUntilUp('receiver-1');
});
