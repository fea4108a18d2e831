import { describe, expect, test } from '@jest/globals';
import { RunOptionsError } from '../run-options-error.js';
import { Arrivals } from './arrivals.js';
import { planChats } from './chats.js';
import { MessageKeys } from './message-key.js';
import { messageText } from './message-text.js';
import { operationAt } from './operations.js';
import { planPins } from './pins.js';

const allOf = (arrivals: Arrivals) => {
  const moments: number[] = [];
  for (let at = arrivals.next(); at !== null; at = arrivals.next()) moments.push(at);
  return moments;
};

describe('Who is in which chat', () => {
  test('the same seed gives the same chats, another seed others', () => {
    const size = { users: 50, chats: 40, members: 5 };
    expect(planChats(size, 7)).toEqual(planChats(size, 7));
    expect(planChats(size, 8)).not.toEqual(planChats(size, 7));
  });

  test('everybody is in as many chats as anybody else, give or take one, and in none twice', () => {
    const chats = planChats({ users: 31, chats: 40, members: 7 }, 1);
    const counts = new Array<number>(31).fill(0);
    for (const members of chats) {
      expect(new Set(members).size).toBe(7);
      for (const member of members) counts[member]!++;
    }
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  test('no two people have two direct chats, even where every pair has one', () => {
    const pairs = planChats({ users: 8, chats: 28, members: 2 }, 1).map((pair) => pair.sort().join());
    expect(new Set(pairs).size).toBe(28);
  });

  test.each([
    [{ users: 3, chats: 1, members: 4 }],
    [{ users: 3, chats: 4, members: 2 }],
    [{ users: 3, chats: 1, members: 1 }],
  ])('what cannot be is refused: %j', (size) => {
    expect(() => planChats(size, 1)).toThrow(RunOptionsError);
  });
});

describe('When operations are due', () => {
  test('the same seed gives the same moments, in order, within the run', () => {
    const options = { seed: 3, rate: 500, rampMs: 1000, endMs: 4000 };
    const moments = allOf(new Arrivals(options));
    expect(allOf(new Arrivals(options))).toEqual(moments);
    expect([...moments].sort((a, b) => a - b)).toEqual(moments);
    expect(moments.at(-1)).toBeLessThan(4000);
  });

  test('as many come as asked for, and half as many during the ramp', () => {
    const moments = allOf(new Arrivals({ seed: 3, rate: 2000, rampMs: 10_000, endMs: 30_000 }));
    const inRamp = moments.filter((at) => at < 10_000).length;
    // Five standard deviations of a Poisson process; the seed is fixed.
    expect(Math.abs(inRamp - 10_000)).toBeLessThan(5 * 100);
    expect(Math.abs(moments.length - inRamp - 40_000)).toBeLessThan(5 * 200);
    const early = moments.filter((at) => at < 5000).length;
    expect(Math.abs(early - 2500)).toBeLessThan(5 * 50);
  });

  test('without a ramp the full rate is there at once', () => {
    const moments = allOf(new Arrivals({ seed: 3, rate: 1000, rampMs: 0, endMs: 10_000 }));
    expect(Math.abs(moments.length - 10_000)).toBeLessThan(500);
  });
});

describe('What is done', () => {
  const chats = planChats({ users: 10, chats: 6, members: 3 }, 1);

  test('an operation is the same whoever asks, and its author is in its chat', () => {
    const plan = { seed: 5, chats, editRatio: 0.25 };
    const operations = Array.from({ length: 2000 }, (_, number) => operationAt(plan, number));
    expect(operationAt(plan, 1234)).toEqual(operations[1234]);
    for (const { chat, author } of operations) expect(chats[chat]).toContain(author);
    const edits = operations.filter(({ isEdit }) => isEdit).length;
    expect(Math.abs(edits - 500)).toBeLessThan(100);
    expect(new Set(operations.map(({ chat }) => chat)).size).toBe(6);
  });

  test('texts follow from seed and operation, and are short enough to be sent', () => {
    expect(messageText(1, 2)).toBe(messageText(1, 2));
    expect(messageText(1, 2)).not.toBe(messageText(1, 3));
    expect(messageText(2, 2)).not.toBe(messageText(1, 2));
    for (let number = 0; number < 200; number++) expect(messageText(1, number).length).toBeLessThan(400);
  });
});

describe('The key of a message', () => {
  const keys = new MessageKeys(0x3fffffff, 1_780_000_000_123);

  test('is a UUID of version 7 that tells when it was due and which operation it is', () => {
    const key = keys.make(1234.56789, 0xfedcba98);
    expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const read = keys.read(key)!;
    expect(read.operation).toBe(0xfedcba98);
    // Twelve bits below the millisecond.
    expect(Math.abs(read.dueAt - 1234.56789)).toBeLessThan(1 / 4096);
  });

  test('of another run says nothing', () => {
    const key = new MessageKeys(5, 1_780_000_000_123).make(1, 1);
    expect(keys.read(key)).toBeNull();
    expect(keys.read('something')).toBeNull();
  });
});

describe('Who is served by whom', () => {
  const live = [
    { service: 'sender', number: 1 },
    { service: 'sender', number: 2 },
    { service: 'receiver', number: 1 },
    { service: 'receiver', number: 2 },
    { service: 'receiver', number: 3 },
  ] as const;
  const options = { senders: 'all', receivers: 'all', seed: 1, users: 6 } as const;

  test('round-robin deals all instances out', () => {
    const served = planPins({ ...options, pin: { kind: 'round-robin' } }, live);
    expect(served.map(({ sender }) => sender)).toEqual([1, 2, 1, 2, 1, 2]);
    expect(served.map(({ receiver }) => receiver)).toEqual([1, 2, 3, 1, 2, 3]);
  });

  test('random follows the seed', () => {
    const plan = { ...options, users: 60, pin: { kind: 'random' } } as const;
    expect(planPins(plan, live)).toEqual(planPins(plan, live));
    expect(new Set(planPins(plan, live).map(({ receiver }) => receiver))).toEqual(new Set([1, 2, 3]));
  });

  test('without a pin nginx chooses; where only some take part, they are dealt out', () => {
    expect(planPins({ ...options, pin: { kind: 'none' } }, live)[0]).toEqual({});
    const some = planPins({ ...options, receivers: [2, 3], pin: { kind: 'none' } }, live);
    expect(some.map(({ receiver }) => receiver)).toEqual([2, 3, 2, 3, 2, 3]);
    expect(some[0]).not.toHaveProperty('sender');
  });

  test('pairs go to the people in turn; an instance that does not live is refused', () => {
    const pairs = [
      { sender: 1, receiver: 2 },
      { sender: 2, receiver: 1 },
    ];
    expect(planPins({ ...options, pin: { kind: 'pairs', pairs } }, live)[2]).toEqual(pairs[0]);
    expect(() => planPins({ ...options, senders: [3], pin: { kind: 'none' } }, live)).toThrow(/sender-3/);
  });
});
