import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Person } from '../testkit/person.js';
import { applyEvent, freshRead } from '../testkit/replica.js';
import type { FeedEvent, Position } from '../testkit/shapes.js';
import { startStack, type Stack } from '../testkit/stack.js';

let stack: Stack;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  // Who sends without a pause while others are slow to subscribe must not outrun the log: that would be a Reset.
  stack = await startStack({ env: { LOG_LENGTH_EVENTS: '100000' } });
  [ann, ben] = await Promise.all([Person.join(stack, 'ann'), Person.join(stack, 'ben')]);
});
afterAll(() => stack?.stop());

const changes = (events: FeedEvent[]) =>
  events.filter((event) => event.position && event.__typename !== 'Reset');
const revisions = (events: FeedEvent[]) => changes(events).map((event) => event.position.revision);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Sends until told to stop, through both senders; resolves with how many. */
function keepSending(person: Person, chatId: string): { stop(): Promise<number> } {
  let isStopped = false;
  const done = (async () => {
    let sent = 0;
    while (!isStopped) {
      await Promise.all([1, 2].map((via) => person.send(chatId, `message ${sent}/${via}`, { via })));
      sent += 2;
    }
    return sent;
  })();
  return {
    stop: () => {
      isStopped = true;
      return done;
    },
  };
}

describe('the resumable feed', () => {
  test('a subscriber that subscribes while messages are being sent misses none', async () => {
    const chat = await ann.createGroup([ben]);
    const start: Position = chat.position;
    const sending = keepSending(ann, chat.id);
    const feeds = [];
    for (let i = 0; i < 10; i++) feeds.push(await ben.follow(chat.id, { since: start, via: 1 + (i % 2) }));
    const last = start.revision + (await sending.stop());
    for (const feed of feeds) {
      await feed.until('the last message', (events) => revisions(events).includes(last));
      expect(revisions(feed.events)).toEqual(range(start.revision + 1, last));
      await feed.close();
    }
  });

  test('one that is cut off again and again and resumes from its position misses none and repeats none', async () => {
    const chat = await ann.createGroup([ben]);
    const sending = keepSending(ann, chat.id);
    const heard: FeedEvent[] = [];
    let since: Position = chat.position;
    for (let i = 0; i < 8; i++) {
      const feed = await ben.follow(chat.id, { since, via: 1 + (i % 2) });
      const before = since.revision;
      await feed.until('some more', (events) => revisions(events).some((revision) => revision > before + 3));
      feed.cut();
      await feed.untilEnded();
      heard.push(...changes(feed.events));
      since = heard.at(-1)!.position;
    }
    const last = chat.position.revision + (await sending.stop());
    const feed = await ben.follow(chat.id, { since });
    await feed.until('the last message', (events) => revisions([...heard, ...events]).includes(last));
    heard.push(...changes(feed.events));
    expect(heard.map((event) => event.position.revision)).toEqual(range(chat.position.revision + 1, last));
    await feed.close();
  });

  test('Ready comes after what was missed, says where the chat stands and who serves', async () => {
    const chat = await ann.createGroup([ben]);
    await ann.send(chat.id, 'missed', { via: 2 });
    const feed = await ben.follow(chat.id, { since: chat.position, via: 2 });
    expect(feed.events[0]).toMatchObject({ __typename: 'MessageAdded', acceptedBy: 'sender-2' });
    expect(feed.events.map((event) => event.__typename).filter((name) => name !== 'Persisted')).toEqual([
      'MessageAdded',
      'Ready',
    ]);
    const ready = feed.events.find((event) => event.__typename === 'Ready')!;
    expect(ready).toMatchObject({
      instance: 'receiver-2',
      at: { epoch: chat.position.epoch, revision: chat.position.revision + 1 },
    });
    await feed.close();
  });

  test('a place of another epoch, or too far back, is answered by one Reset', async () => {
    const chat = await ann.createGroup([ben]);
    const feed = await ben.follow(chat.id, { since: { epoch: 'another life', revision: 1 } });
    expect(feed.events.filter((event) => event.__typename === 'Reset')).toHaveLength(1);
    expect(feed.events[0]).toMatchObject({
      __typename: 'Reset',
      position: { revision: chat.position.revision },
    });
    await ann.send(chat.id, 'and on');
    await feed.until('what comes after', (events) =>
      events.some((event) => event.__typename === 'MessageAdded'),
    );
    await feed.close();
  });

  test('state + events = fresh read, whatever happened meanwhile', async () => {
    const cat = await Person.join(stack, 'cat');
    const chat = await ann.createGroup([ben], 'before');
    const first = await ann.send(chat.id, 'to be edited');
    const second = await ben.send(chat.id, 'to be deleted');
    const before = await freshRead(ben, chat.id);

    await Promise.all([
      ann.edit(first.id, 'edited'),
      ben.erase(second.id),
      ann.rename(chat.id, 'after'),
      ben.add(chat.id, [cat]),
      ...range(1, 20).map((i) => (i % 2 ? ann : ben).send(chat.id, `${i}`, { via: 1 + (i % 2) })),
      ben.read(chat.id, 5),
    ]);
    await cat.send(chat.id, 'hello');
    await ann.takeOut(chat.id, cat);

    const after = await freshRead(ben, chat.id, 2);
    const feed = await ben.follow(chat.id, { since: before.at });
    await feed.until('everything', (events) => revisions(events).includes(after.at.revision));
    const applied = changes(feed.events).reduce(
      (state, event) => applyEvent(state, event, ben.id),
      before.state,
    );
    const activity = { updatedAt: expect.any(String) };
    expect(applied).toEqual({ ...after.state, chat: { ...after.state.chat, ...activity } });
    await feed.close();
  });

  test('changes tells the same as the feed, page by page', async () => {
    const chat = await ann.createGroup([ben]);
    for (let i = 0; i < 30; i++) await ann.send(chat.id, `${i}`);
    await ben.read(chat.id, 10);
    const query = `query($c: ID!, $s: PositionInput!) { changes(chatId: $c, since: $s) {
      position { epoch revision } reset hasMore chat { id } messages { id seq } reads { userId lastReadSeq unreadCount } } }`;
    const found = await ben.ask<{
      position: Position;
      reset: boolean;
      hasMore: boolean;
      messages: { seq: number }[];
      reads: { userId: string; lastReadSeq: number; unreadCount: number }[];
    }>(query, { c: chat.id, s: chat.position });
    expect(found).toMatchObject({
      reset: false,
      hasMore: false,
      position: { revision: chat.position.revision + 31 },
    });
    expect(found.messages.map((message) => message.seq)).toEqual(range(1, 30));
    expect(found.reads).toContainEqual({ userId: ben.id, lastReadSeq: 10, unreadCount: 20 });
    const nothing = await ben.ask<{ messages: unknown[]; reads: unknown[] }>(query, {
      c: chat.id,
      s: found.position,
    });
    expect(nothing).toMatchObject({ messages: [], reads: [] });
  });

  test('a new chat, and one I was added to, come by viewerEvents of either receiver without asking', async () => {
    const dan = await Person.join(stack, 'dan');
    const feeds = await Promise.all([dan.followAll(1), dan.followAll(2)]);
    const made = await ann.createGroup([dan], 'from the start');
    const joined = await ann.createGroup([ben], 'added later');
    await ann.send(joined.id, 'before dan');
    await ben.add(joined.id, [dan]);
    await ann.send(made.id, 'one');
    await ann.send(joined.id, 'two');
    for (const feed of feeds) {
      await feed.until(
        'both messages',
        (events) => events.filter((event) => event.__typename === 'MessageAdded').length === 2,
      );
      const of = (chatId: string) =>
        feed.events
          .filter((event) => event.chatId === chatId && event.position)
          .map((event) => event.__typename);
      expect(of(made.id)).toEqual(['ChatCreated', 'MessageAdded']);
      expect(of(joined.id)).toEqual(['ParticipantAdded', 'MessageAdded']);
      await feed.close();
    }
  });
});
