import { describe, expect, test } from '@jest/globals';
import type { Prepared } from './prepare.js';
import { RunOptionsError } from './run-options-error.js';
import type { RunOptions } from './run-options.js';
import { threadSetups } from './thread-setups.js';

const options = (change: Partial<RunOptions>) =>
  ({
    users: 5,
    threads: 2,
    rate: 10,
    inFlight: null,
    warmUpMs: 100,
    rampMs: 300,
    durationMs: 1000,
    ...change,
  }) as RunOptions;

const prepared = (...chats: number[][]) =>
  ({
    people: [],
    chats: chats.map((members) => ({ members })),
    setups: Array.from({ length: 5 }, (_, index) => ({ index })),
  }) as unknown as Prepared;

const RUN = { beginning: { epochMs: 0, steadyMs: 0 }, tag: 1 };

describe('A run is dealt out to threads', () => {
  test('each person belongs to one; what counts begins after the longer of warm-up and ramp', () => {
    const setups = threadSetups(options({}), prepared([0, 1]), RUN);
    expect(setups.map(({ people }) => people.map(({ index }) => index))).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
    expect(setups[1]!.pace).toEqual({ rate: 10, inFlight: null, rampMs: 300, steadyMs: 300, endMs: 1300 });
  });

  test('there are no more threads than people', () => {
    expect(threadSetups(options({ threads: 9 }), prepared([0, 1]), RUN)).toHaveLength(5);
  });

  test.each([
    ['to both', [[0, 1]], 5, [3, 2]],
    ['to all of which somebody writes', [[0, 2, 4]], 5, [5, 0]],
    ['though it is only one', [[0, 1]], 1, [1, 0]],
  ])('what is in flight is dealt out %s', (_, chats, inFlight, shares) => {
    const setups = threadSetups(options({ inFlight }), prepared(...chats), RUN);
    expect(setups.map(({ pace }) => pace.inFlight)).toEqual(shares);
  });

  test('messages need a chat; idle people do not', () => {
    expect(() => threadSetups(options({}), prepared(), RUN)).toThrow(RunOptionsError);
    expect(threadSetups(options({ rate: 0 }), prepared(), RUN)).toHaveLength(2);
  });
});
