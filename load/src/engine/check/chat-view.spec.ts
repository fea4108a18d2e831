import { beforeEach, describe, expect, test } from '@jest/globals';
import { BitSet } from './bit-set.js';
import { ChatView, type Verdict } from './chat-view.js';

let view: ChatView;
beforeEach(() => {
  view = new ChatView({ epoch: 'a', revision: 10 }, 4);
});

const hear = (...revisions: number[]): Verdict[] =>
  revisions.map((revision) => view.hear({ epoch: 'a', revision }));

describe('Within a subscription', () => {
  test('revisions one after the other are as promised', () => {
    expect(hear(11, 12, 13)).toEqual(['next', 'next', 'next']);
    expect(view.place).toEqual({ epoch: 'a', revision: 13 });
  });

  test('one that was told before is a duplicate, however long ago', () => {
    expect(hear(11, 12, 12, 13, 11)).toEqual(['next', 'next', 'duplicated', 'next', 'duplicated']);
  });

  test('one after a later one is reordered, and fills the gap that was seen', () => {
    expect(hear(11, 13, 12, 14)).toEqual(['next', 'gap', 'reordered', 'next']);
    expect(view.place.revision).toBe(14);
  });

  test('a hole is a gap until it is filled by catching up', () => {
    expect(hear(11, 14, 15)).toEqual(['next', 'gap', 'gap']);
    expect(view.place.revision).toBe(11);
    expect(view.caughtUp({ epoch: 'a', revision: 12 })).toBe(false);
    expect(view.caughtUp({ epoch: 'a', revision: 13 })).toBe(true);
    expect(view.place.revision).toBe(15);
    expect(hear(16)).toEqual(['next']);
  });

  test('another epoch asks to read the chat afresh, and then goes on', () => {
    hear(11);
    expect(view.hear({ epoch: 'b', revision: 3 })).toBe('other-epoch');
    expect(view.caughtUp({ epoch: 'b', revision: 3 })).toBe(true);
    expect(view.hear({ epoch: 'b', revision: 4 })).toBe('next');
    expect(view.hear({ epoch: 'b', revision: 4 })).toBe('duplicated');
  });
});

test('what another epoch tells while the chat is read afresh follows on it', () => {
  for (const revision of [7, 8, 9]) view.hear({ epoch: 'b', revision });
  expect(view.caughtUp({ epoch: 'b', revision: 8 })).toBe(true);
  expect(view.place).toEqual({ epoch: 'b', revision: 9 });
  expect(view.hear({ epoch: 'b', revision: 10 })).toBe('next');
  expect(view.hear({ epoch: 'c', revision: 3 })).toBe('other-epoch');
  expect(view.caughtUp({ epoch: 'c', revision: 1 })).toBe(false);
});

describe('In the next subscription', () => {
  test('what was known already may be told again, but not twice', () => {
    hear(11, 12);
    view.resubscribed();
    expect(hear(12, 13, 13)).toEqual(['known', 'next', 'duplicated']);
  });

  test('what was missed is a gap until it is caught up with', () => {
    hear(11);
    view.resubscribed();
    expect(hear(15)).toEqual(['gap']);
    expect(view.hasGap).toBe(true);
    expect(view.caughtUp({ epoch: 'a', revision: 16 })).toBe(true);
    expect(hear(16, 17)).toEqual(['known', 'next']);
  });
});

test('a message comes once, until the chat is read afresh: then it may come again', () => {
  expect([5, 6, 5, 3].map((seq) => view.arrive(seq))).toEqual(['first', 'first', 'known', 'known']);
  expect(view.wasReset).toBe(false);
  view.reset();
  expect([6, 6, 70].map((seq) => view.arrive(seq))).toEqual(['again', 'known', 'first']);
  view.reset();
  expect([5, 6, 70, 71].map((seq) => view.arrive(seq))).toEqual(['again', 'again', 'again', 'first']);
  expect(view.wasReset).toBe(true);
});

test('a receiver that lags does not turn the place back', () => {
  hear(11, 12, 13);
  view.caughtUp({ epoch: 'a', revision: 11 });
  expect(view.place.revision).toBe(13);
});

test('a set of bits knows what was added, however large it grows, and goes to another thread', () => {
  const bits = new BitSet(5);
  expect([5, 36, 37, 5000].map((value) => bits.add(value))).toEqual([true, true, true, true]);
  expect(bits.add(37)).toBe(false);
  const copy = BitSet.of(structuredClone(bits.plain()));
  expect([4, 5, 6, 36, 37, 38, 5000, 5001, 1_000_000].filter((value) => copy.has(value))).toEqual([
    5, 36, 37, 5000,
  ]);
  expect(() => bits.add(4)).toThrow(RangeError);
});
