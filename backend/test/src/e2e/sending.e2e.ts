import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@converge/domain';
import { Person } from '../testkit/person.js';
import { Refused } from '../testkit/request.js';
import { Rows } from '../testkit/rows.js';
import { startStack, type Stack } from '../testkit/stack.js';

let stack: Stack;
let rows: Rows;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  stack = await startStack();
  rows = new Rows(stack);
  [ann, ben] = await Promise.all([Person.join(stack, 'ann'), Person.join(stack, 'ben')]);
});
afterAll(async () => {
  await rows?.close();
  await stack?.stop();
});

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe('sending', () => {
  test('200 concurrent sends to one chat through two senders: seq 1..200 dense, every subscriber of both receivers sees each exactly once in order, the rows agree', async () => {
    const chat = await ann.createGroup([ben]);
    const feeds = await Promise.all(
      [1, 2].flatMap((via) => [
        ann.follow(chat.id, { via }),
        ben.follow(chat.id, { via }),
        ben.followAll(via),
      ]),
    );
    const sent = await Promise.all(
      range(200).map((i) =>
        (i % 2 ? ann : ben).send(chat.id, `message ${i}`, { via: 1 + (i % 2), key: newId() }),
      ),
    );
    expect(sent.map((message) => message.seq).sort((a, b) => a - b)).toEqual(range(200));

    for (const feed of feeds) {
      const added = await feed.until('200 messages', (events) => {
        const found = events.filter((event) => event.__typename === 'MessageAdded');
        return found.length >= 200 && found;
      });
      expect(added.map((event) => event.message.seq)).toEqual(range(200));
      const persisted = await feed.until('all of them persisted', (events) => {
        const ids = events.flatMap((event) => (event.__typename === 'Persisted' ? event.messageIds : []));
        return new Set(ids).size === 200 && ids;
      });
      expect(new Set(persisted)).toEqual(new Set(sent.map((message) => message.id)));
      expect(feed.events.filter((event) => event.__typename === 'MessageAdded')).toHaveLength(200);
      await feed.close();
    }

    const stored = await rows.messages(chat.id);
    const bySeq = [...sent].sort((a, b) => a.seq - b.seq);
    expect(stored).toEqual(
      bySeq.map((m) => ({
        id: m.id,
        seq: m.seq,
        content: m.content,
        client_message_id: m.clientMessageId,
        revision: m.revision,
      })),
    );
    expect(await ben.history(chat.id, 2)).toEqual(bySeq);
  });

  test('the same clientMessageId sent 20 times at once through two senders: one message; with other content: CONFLICT', async () => {
    const chat = await ann.createDirect(ben);
    const key = newId();
    const sent = await Promise.all(
      range(20).map((i) => ann.send(chat.id, 'once', { via: 1 + (i % 2), key })),
    );
    expect(new Set(sent.map((message) => message.id)).size).toBe(1);
    expect(await ben.messages(chat.id)).toHaveLength(1);
    await expect(ann.send(chat.id, 'something else', { key })).rejects.toMatchObject({ code: 'CONFLICT' });
    const stored = await rows.until(
      'the row',
      () => rows.messages(chat.id),
      (found) => found.length > 0,
    );
    expect(stored.map((row) => row.id)).toEqual([sent[0]!.id]);
  });

  test('the same key again tells Persisted once more: whoever missed it has only to ask', async () => {
    const chat = await ann.createGroup([ben]);
    const feed = await ann.follow(chat.id, { via: 2 });
    const key = newId();
    const { id } = await ann.send(chat.id, 'once', { via: 1, key });
    const told = (times: number) =>
      feed.until(`Persisted, time ${times}`, (events) => {
        const of = events.filter(
          (event) => event.__typename === 'Persisted' && event.messageIds.includes(id),
        );
        return of.length === times;
      });
    await told(1);
    await ann.send(chat.id, 'once', { via: 2, key });
    await told(2);
    await feed.close();
  });

  test('both asking for their direct chat at once, ten times each, have one chat', async () => {
    const [cat, dan] = await Promise.all([Person.join(stack, 'cat'), Person.join(stack, 'dan')]);
    const made = await Promise.all(
      range(20).map((i) =>
        i % 2 ? cat.createDirect(dan, 1 + (i % 2)) : dan.createDirect(cat, 1 + ((i >> 1) % 2)),
      ),
    );
    expect(new Set(made.map((chat) => chat.id)).size).toBe(1);
    expect(await cat.chats(2)).toHaveLength(1);
  });

  test('the answer and the header name the sender that was asked', async () => {
    for (const n of [1, 2]) {
      const instance = await ann.write<{ id: string }>('{ instance { id } }', {}, n);
      expect(instance.id).toBe(`sender-${n}`);
    }
  });

  test('what cannot be sent is refused with the field and the way to mend it', async () => {
    const chat = await ann.createGroup([ben]);
    const refused: unknown = await ann.send(chat.id, '   ').catch((error: unknown) => error);
    if (!(refused instanceof Refused)) throw new Error('blanks were accepted');
    expect(refused.code).toBe('BAD_USER_INPUT');
    expect(refused.answer.errors[0]!.extensions.fields).toEqual([
      { path: 'createMessageInput.content', message: expect.stringContaining('1 to 4000') },
    ]);
    await expect(ann.send(chat.id, 'x'.repeat(4001))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await ann.send(chat.id, '😀'.repeat(4000))).content).toHaveLength(8000);
    await expect(ann.send(chat.id, 'x', { key: 'not a uuid' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(ann.send(chat.id, 'a\u0000b')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
