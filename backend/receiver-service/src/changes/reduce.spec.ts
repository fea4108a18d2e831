import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Message, MessageUpdated } from '@converge/domain';
import { messageAdded } from '../testing/fake-chat.js';
import { firstPage, mergeChanged, reduceEvents } from './reduce.js';

const edit = (message: Message, revision: number): MessageUpdated => ({
  ...messageAdded('c', revision),
  type: 'MessageUpdated',
  message: { ...message, content: `edited at ${revision}`, revision },
});

describe('changes', () => {
  it('are each thing once, in its latest state', () => {
    const [one, two] = [messageAdded('c', 1), messageAdded('c', 2)];
    const changed = reduceEvents([one, two, edit(one.message, 3), edit(one.message, 4)]);
    expect(changed.messages.map(({ id, revision }) => [id, revision])).toEqual([
      ['m1', 4],
      ['m2', 2],
    ]);
    expect(changed.cursors).toMatchObject([{ userId: 'someone', lastReadSeq: 2 }]);
    expect(changed.chatRevision).toBe(0);
  });

  it('come from several readings as one, the newer state of each', () => {
    const one = messageAdded('c', 1);
    const merged = mergeChanged(reduceEvents([one]), reduceEvents([edit(one.message, 5)]));
    expect(merged.messages).toMatchObject([{ revision: 5 }]);
  });

  it('asked for page by page while the chat goes on changing leave no hole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 3 }),
        (targets, size, pace) => {
          // Each entry edits an earlier message, or adds one where there is none of that number.
          const events: (ReturnType<typeof messageAdded> | MessageUpdated)[] = [];
          const add = (target: number | undefined) => {
            const known = events.find((event) => event.message.id === `m${(target ?? 0) + 1}`);
            const revision = events.length + 1;
            events.push(known ? edit(known.message, revision) : messageAdded('c', revision));
          };
          const pending = [...targets];
          while (pending.length > targets.length / 2) add(pending.shift());
          const state = new Map<string, Message>();
          let since = 0;
          for (let hasMore = true; hasMore;) {
            const changed = reduceEvents(events.filter((event) => event.revision > since));
            const page = firstPage(changed, size, Infinity, events.length);
            for (const message of page.messages) state.set(message.id, message);
            expect(page.upTo).toBeGreaterThanOrEqual(since);
            ({ hasMore } = page);
            since = page.upTo;
            for (let i = 0; i < pace && pending.length > 0; i++) add(pending.shift());
            if (!hasMore && since < events.length) hasMore = true;
          }
          const fresh = reduceEvents(events).messages;
          expect([...state.values()].sort((a, b) => a.seq - b.seq)).toEqual(fresh);
        },
      ),
    );
  });

  it('of which only a part is known go no further than that part', () => {
    const changed = reduceEvents([1, 2, 3, 4].map((n) => messageAdded('c', n)));
    const page = firstPage(changed, 500, 3, 10);
    expect(page).toMatchObject({ upTo: 3, hasMore: true });
    expect(page.messages.map((message) => message.revision)).toEqual([1, 2, 3]);
  });
});
