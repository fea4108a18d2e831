import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Person } from '../testkit/person.js';
import { Rows } from '../testkit/rows.js';
import type { Chat, Message } from '../testkit/shapes.js';
import { startStack, type Stack } from '../testkit/stack.js';

let stack: Stack;
let rows: Rows;

beforeAll(async () => {
  stack = await startStack();
  rows = new Rows(stack);
});
afterAll(async () => {
  await rows?.close();
  await stack?.stop();
});

/** A small repeatable random source (mulberry32), so that a failure can be run again. */
function random(seed: number): (below: number) => number {
  let a = seed;
  return (below) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

interface UnreadCount {
  chatId: string;
  userId: string;
  unreadCount: number;
  lastReadSeq: number;
}

test.each([1, 2, 3])(
  'unread = lastSeq - lastReadSeq after random sends, reads, edits, deletes, joins and leaves, as the subscriptions said (seed %i)',
  async (seed) => {
    const pick = random(seed);
    const people = await Promise.all(['ann', 'ben', 'cat', 'dan'].map((name) => Person.join(stack, name)));
    const [ann, ...others] = people as [Person, Person, Person, Person];
    const chat: Chat = await ann.createGroup(others);
    const inside = new Set<Person>(people);
    const sent: Message[] = [];
    const query =
      'subscription($u: ID!) { unreadCountUpdated(userId: $u) { chatId userId unreadCount lastReadSeq } }';
    const feeds = new Map(
      people.map((person, i) => [person, person.listen<UnreadCount>(query, { u: person.id }, 1 + (i % 2))]),
    );
    // There is no "subscribed" answer in the protocol: the first message is repeated until each has heard of one.
    for (const feed of feeds.values()) {
      while (feed.events.length === 0) {
        if (feed.ended) throw new Error(`it ended before it said anything: ${JSON.stringify(feed.ended)}`);
        sent.push(await ann.send(chat.id, 'are you there?'));
      }
    }

    for (let step = 0; step < 60; step++) {
      const members = [...inside];
      const actor = members[pick(members.length)]!;
      const via = 1 + pick(2);
      const own = sent.filter((message) => message.senderId === actor.id);
      const outside = people.filter((person) => !inside.has(person));
      switch (pick(8)) {
        case 0:
        case 1:
        case 2:
          sent.push(await actor.send(chat.id, `step ${step}`, { via }));
          break;
        case 3:
        case 4:
          await actor.read(chat.id, pick(sent.length + 1), via);
          break;
        case 5:
          if (own.length > 0)
            await actor.edit(own[pick(own.length)]!.id, `edited ${step}`, via).catch(ifDeleted);
          break;
        case 6:
          if (own.length > 0) await actor.erase(own[pick(own.length)]!.id, via);
          break;
        default:
          if (outside.length > 0) {
            await ann.add(chat.id, outside, via);
            outside.forEach((person) => inside.add(person));
          } else {
            const leaver = others[pick(others.length)]!;
            await leaver.takeOut(chat.id, leaver, via);
            inside.delete(leaver);
          }
      }
    }

    for (const person of inside) {
      const now = await person.chat(chat.id);
      const counts = await person.ask<UnreadCount[]>(
        'query($u: ID!) { unreadCounts(userId: $u) { chatId userId unreadCount lastReadSeq } }',
        { u: person.id },
        2,
      );
      const count = counts.find((one) => one.chatId === chat.id)!;
      expect(count.unreadCount).toBe(now.lastSeq - count.lastReadSeq);
      expect(await person.unread(chat.id, 1)).toBe(count.unreadCount);
      await feeds.get(person)!.until(`${person.username} hearing ${JSON.stringify(count)}`, (events) => {
        const last = events.at(-1);
        return last?.unreadCount === count.unreadCount && last.lastReadSeq === count.lastReadSeq;
      });
      await rows.until(
        'the view in Postgres saying the same',
        () =>
          rows.all<{ unread_count: number }>(
            'SELECT unread_count FROM unread_counts WHERE chat_id = $1 AND user_id = $2',
            [chat.id, person.id],
          ),
        (found) => Number(found[0]?.unread_count) === count.unreadCount,
      );
    }
    await Promise.all([...feeds.values()].map((feed) => feed.close()));
  },
);

function ifDeleted(error: unknown): void {
  if ((error as { code?: string }).code !== 'CONFLICT') throw error;
}
