import { expect, test } from '@jest/globals';
import { newId, type Message } from '@converge/domain';
import { freePort, startHarness } from '../testing/receiver-harness.js';

const MESSAGES = 'query ($chatId: ID!) { messages(chatId: $chatId) { content } }';
const CHAT = 'query ($id: ID!) { chat(id: $id) { id } }';

type Page = { messages: Message[] };

test('while Postgres is away, hot chats are read as always and cold ones are UNAVAILABLE', async () => {
  const away = await startHarness({
    postgresUrl: `postgres://x@127.0.0.1:${await freePort()}/x`,
  });
  try {
    const ann = newId();
    const token = away.tokens.of(ann);
    const chat = await away.group(ann);
    await away.send(chat.id, ann, 'still here');
    const page = await away.query<Page>(token, MESSAGES, { chatId: chat.id });
    expect(page.data!.messages).toMatchObject([{ content: 'still here' }]);
    expect((await away.query(token, CHAT, { id: newId() })).codes).toEqual(['UNAVAILABLE']);
    expect((await away.query(token, '{ chats { id } }')).codes).toEqual(['UNAVAILABLE']);
  } finally {
    await away.stop();
  }
});

test('while Redis is away, what Postgres has is read, and at once', async () => {
  const away = await startHarness();
  try {
    const ann = newId();
    const token = away.tokens.of(ann);
    const chat = await away.group(ann);
    await away.send(chat.id, ann, 'in the archive');
    await away.persist();
    // What the first question costs (connections to Postgres, compiling) is no matter of Redis.
    await away.query(token, MESSAGES, { chatId: chat.id });
    away.redis.disconnect();
    const startedAt = performance.now();
    const page = await away.query<Page>(token, MESSAGES, { chatId: chat.id });
    expect(page.data!.messages).toMatchObject([{ content: 'in the archive' }]);
    const list = await away.query(token, '{ chats { id position { epoch } } }');
    expect(list.data).toEqual({ chats: [{ id: chat.id, position: { epoch: 'unknown' } }] });
    // Whoever waited for Redis would wait 5 s for a command, or the half minute that the door has here.
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  } finally {
    await away.stop();
  }
});
