import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Arrivals } from '../plan/arrivals.js';
import { operationAt } from '../plan/operations.js';
import { paceClosed, paceOpen, type PacerOptions } from './pacer.js';

const plan = { seed: 4, editRatio: 0, chats: [[0, 1, 2]] };
const pace = { rate: 50, inFlight: null, rampMs: 0, steadyMs: 0, endMs: 2000 };
const FROM = 300;

let begun: { number: number; dueAt: number; at: number }[];
const now = () => performance.now();
const options = (change: Partial<PacerOptions> = {}): PacerOptions => ({
  ...{ plan, pace, now, isOurs: () => true, isStopped: () => false },
  perform: async ({ number }, dueAt) => void begun.push({ number, dueAt, at: now() }),
  ...change,
});

beforeEach(() => {
  begun = [];
  jest.useFakeTimers({ now: 0 });
});
afterEach(() => void jest.useRealTimers());

describe('The open model', () => {
  test('begins every operation when it is due, however long the answers take', async () => {
    const never = async (operation: { number: number }, dueAt: number) => {
      begun.push({ number: operation.number, dueAt, at: now() });
      await new Promise(() => undefined);
    };
    const done = paceOpen(options({ perform: never }), FROM);
    await jest.advanceTimersByTimeAsync(5000);
    await done;
    const arrivals = new Arrivals({ ...pace, seed: plan.seed });
    expect(begun.map(({ dueAt }) => dueAt)).toEqual(begun.map(() => FROM + arrivals.next()!));
    expect(arrivals.next()).toBeNull();
    // Timers are as exact as a millisecond.
    for (const { dueAt, at } of begun) expect(Math.abs(at - dueAt)).toBeLessThanOrEqual(1);
  });

  test('each thread takes what its people do, and together they take all', async () => {
    const ours = (thread: number) => (operation: { author: number }) => operation.author % 2 === thread;
    const threads = [0, 1].map((thread) => paceOpen(options({ isOurs: ours(thread) }), FROM));
    await jest.advanceTimersByTimeAsync(5000);
    await Promise.all(threads);
    const numbers = begun.map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index));
    expect(numbers.length).toBeGreaterThan(50);
  });

  test('begins nothing once it is stopped', async () => {
    let isStopped = false;
    const done = paceOpen(options({ isStopped: () => isStopped }), FROM);
    await jest.advanceTimersByTimeAsync(1000);
    const before = begun.length;
    isStopped = true;
    await jest.advanceTimersByTimeAsync(2000);
    await done;
    expect(before).toBeGreaterThan(0);
    expect(begun).toHaveLength(before);
  });
});

describe('The closed model', () => {
  test('has so many under way at any time, and ends with the last answer', async () => {
    let underWay = 0;
    let most = 0;
    const perform: PacerOptions['perform'] = async ({ number }, dueAt) => {
      begun.push({ number, dueAt, at: now() });
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 70));
      underWay--;
    };
    const done = paceClosed(options({ perform }), FROM, 3);
    await jest.advanceTimersByTimeAsync(5000);
    await done;
    expect([most, underWay]).toEqual([3, 0]);
    expect(begun[0]).toMatchObject({ number: 0, dueAt: FROM, at: FROM });
    expect(begun).toHaveLength(3 * Math.ceil(2000 / 70));
  });

  test('takes only what is ours', async () => {
    const isOurs = ({ author }: { author: number }) => author === 1;
    const perform: PacerOptions['perform'] = async ({ author }) => {
      expect(author).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 10));
      begun.push({ number: 0, dueAt: 0, at: 0 });
    };
    const done = paceClosed(options({ isOurs, perform }), FROM, 1);
    await jest.advanceTimersByTimeAsync(5000);
    await done;
    expect(begun).toHaveLength(200);
    expect(operationAt(plan, 0).chat).toBe(0);
  });
});
