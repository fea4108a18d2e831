import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createTabs } from './tabs';

describe('tabs of a browser without Web Locks', () => {
  const KEY = 'converge.session';
  let running = 0;
  let mostAtOnce = 0;
  let done: number[] = [];

  const work = (n: number, ms = 200) =>
    async function () {
      mostAtOnce = Math.max(mostAtOnce, ++running);
      await new Promise((resolve) => setTimeout(resolve, ms));
      running--;
      done.push(n);
      return n;
    };

  beforeEach(() => {
    jest.useFakeTimers();
    localStorage.clear();
    globalThis.BroadcastChannel = jest.fn() as never;
    [running, mostAtOnce, done] = [0, 0, []];
  });
  afterEach(() => void jest.useRealTimers());

  it('take turns with the cookie, which is good for one exchange', async () => {
    const turns = [1, 2, 3, 4].map((n) => createTabs().alone(work(n)));
    await jest.advanceTimersByTimeAsync(5_000);
    expect((await Promise.all(turns)).sort()).toEqual([1, 2, 3, 4]);
    expect(mostAtOnce).toBe(1);
    expect(localStorage.getItem(KEY)).toBeNull();
  });

  it('give the turn back when the exchange fails', async () => {
    const failed = createTabs().alone(() => Promise.reject(new TypeError('Failed to fetch')));
    const outcome = expect(failed).rejects.toThrow('Failed to fetch');
    await jest.advanceTimersByTimeAsync(1_000);
    await outcome;
    expect(localStorage.getItem(KEY)).toBeNull();
  });

  it('do not wait for ever for one that went away in its middle', async () => {
    localStorage.setItem(KEY, `somebody ${Date.now() + 20_000}`);
    const turn = createTabs().alone(work(1));
    await jest.advanceTimersByTimeAsync(19_000);
    expect(done).toEqual([]);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await turn).toBe(1);
  });
});
