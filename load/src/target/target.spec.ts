import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { inParallel } from './bounded.js';
import { renewedToken } from './renewed-token.js';
import { urlTarget } from './url-target.js';

describe('A token', () => {
  let made: number;
  const make = async () => `token ${++made}`;
  beforeEach(() => {
    made = 0;
    jest.useFakeTimers();
  });
  afterEach(() => void jest.useRealTimers());

  test('is made once for all who ask, and again before its fifteen minutes are over', async () => {
    const token = renewedToken(make);
    expect(await Promise.all([token(), token()])).toEqual(['token 1', 'token 1']);
    jest.advanceTimersByTime(9 * 60_000);
    expect(await token()).toBe('token 1');
    jest.advanceTimersByTime(2 * 60_000);
    expect(await token()).toBe('token 2');
  });

  test('that was just made is used first', async () => {
    const token = renewedToken(make, 'first');
    expect(await token()).toBe('first');
    jest.advanceTimersByTime(11 * 60_000);
    expect(await token()).toBe('token 1');
  });

  test('that could not be made is tried again', async () => {
    const failing = jest.fn(make).mockRejectedValueOnce(new Error('away'));
    const token = renewedToken(failing);
    await expect(token()).rejects.toThrow('away');
    expect(await token()).toBe('token 1');
  });
});

describe('Many things at once', () => {
  test('are bounded, and each is done once', async () => {
    let underWay = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('end with the first error', async () => {
    const act = jest.fn(async (item: number) => {
      if (item === 2) throw new Error('two');
    });
    await expect(inParallel([1, 2, 3, 4, 5, 6], 1, act)).rejects.toThrow('two');
    expect(act).toHaveBeenCalledTimes(2);
  });
});

test('the doors of a URL are those of the local stack', () => {
  const { endpoint } = urlTarget('http://chat.example.org/');
  expect(endpoint('receiver')).toBe('http://chat.example.org/receiver/graphql');
  expect(endpoint('sender', 2)).toBe('http://chat.example.org/sender/2/graphql');
});
