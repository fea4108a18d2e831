import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { createBatcher } from './batcher.js';
import { PutBack } from './put-back.js';

/** A flush that ends when the test says so. */
function controlledFlush() {
  const batches: { events: unknown[]; end: () => void; fail: (error: unknown) => void }[] = [];
  let onBatch: () => void = () => undefined;
  const flush = (events: unknown[]) =>
    new Promise<void>((resolve, reject) => {
      batches.push({ events, end: resolve, fail: reject });
      onBatch();
    });
  const batch = async (n: number) => {
    while (batches.length <= n) await new Promise<void>((resolve) => (onBatch = resolve));
    return batches[n]!;
  };
  return { flush, batch, batches };
}

afterEach(() => {
  jest.useRealTimers();
});

describe('the batcher', () => {
  test('one flush is in flight; what arrives meanwhile forms the next batch', async () => {
    const { flush, batch, batches } = controlledFlush();
    const batcher = createBatcher({ maxRows: 100, flush });
    const first = batcher.add([1]);
    (await batch(0)).events.forEach((event) => expect(event).toBe(1));
    const others = [batcher.add([2, 3]), batcher.add([4])];
    await Promise.resolve();
    expect(batches).toHaveLength(1);
    (await batch(0)).end();
    await first;
    expect((await batch(1)).events).toEqual([2, 3, 4]);
    (await batch(1)).end();
    await Promise.all(others);
  });

  test('jobs that are added in the same moment come in one batch', async () => {
    const { flush, batch } = controlledFlush();
    const batcher = createBatcher({ maxRows: 100, flush });
    const all = [batcher.add([1]), batcher.add([2])];
    expect((await batch(0)).events).toEqual([1, 2]);
    (await batch(0)).end();
    await Promise.all(all);
  });

  test('a batch holds at most maxRows rows, but a job is never split', async () => {
    const { flush, batch } = controlledFlush();
    const batcher = createBatcher({ maxRows: 3, flush });
    const all = [batcher.add([1, 2]), batcher.add([3, 4]), batcher.add([5, 6, 7, 8])];
    expect((await batch(0)).events).toEqual([1, 2]);
    expect((await batch(1)).events).toEqual([3, 4]);
    (await batch(0)).end();
    (await batch(1)).end();
    expect((await batch(2)).events).toEqual([5, 6, 7, 8]);
    (await batch(2)).end();
    await Promise.all(all);
  });

  test('of a backlog two whole batches are in flight, never more, and never one that is not whole', async () => {
    const { flush, batch, batches } = controlledFlush();
    const batcher = createBatcher({ maxRows: 2, flush });
    const all = [1, 2, 3, 4, 5, 6, 7].map((event) => batcher.add([event]));
    await batch(1);
    expect(batches.map(({ events }) => events)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    batches[1]!.end();
    expect((await batch(2)).events).toEqual([5, 6]);
    batches[2]!.end();
    await all[5];
    expect(batches).toHaveLength(3);
    batches[0]!.end();
    expect((await batch(3)).events).toEqual([7]);
    batches[3]!.end();
    await Promise.all(all);
  });

  test('what comes after a quiet time goes at once, what comes soon after it with what gathers', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    const { flush, batch, batches } = controlledFlush();
    const batcher = createBatcher({ maxRows: 100, gatherMs: 50, flush });
    const first = batcher.add([1]);
    (await batch(0)).end();
    await first;
    const second = batcher.add([2]);
    await jest.advanceTimersByTimeAsync(30);
    const third = batcher.add([3]);
    await jest.advanceTimersByTimeAsync(19);
    expect(batches).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect((await batch(1)).events).toEqual([2, 3]);
    (await batch(1)).end();
    await Promise.all([second, third]);
    await jest.advanceTimersByTimeAsync(50);
    const later = batcher.add([4]);
    (await batch(2)).end();
    await later;
  });

  test('a whole batch does not wait to gather', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    const { flush, batch } = controlledFlush();
    const batcher = createBatcher({ maxRows: 2, gatherMs: 50, flush });
    const first = batcher.add([1]);
    (await batch(0)).end();
    await first;
    const others = [batcher.add([2]), batcher.add([3])];
    expect((await batch(1)).events).toEqual([2, 3]);
    (await batch(1)).end();
    await Promise.all(others);
  });

  test('half of those who may wait make a whole batch, so that the other half can be the next', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    const { flush, batch } = controlledFlush();
    const batcher = createBatcher({ maxRows: 100, maxAdded: 2, gatherMs: 50, flush });
    const all = [[1], [2, 2], [3], [4], [5]].map((events) => batcher.add(events));
    expect((await batch(0)).events).toEqual([1, 2, 2]);
    expect((await batch(1)).events).toEqual([3, 4]);
    (await batch(0)).end();
    (await batch(1)).end();
    await jest.advanceTimersByTimeAsync(50);
    expect((await batch(2)).events).toEqual([5]);
    (await batch(2)).end();
    await Promise.all(all);
  });

  test('stopping gives back what gathers', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask'] });
    const { flush, batch } = controlledFlush();
    const batcher = createBatcher({ maxRows: 2, gatherMs: 50, flush });
    const first = batcher.add([1]);
    (await batch(0)).end();
    await first;
    const second = batcher.add([2]);
    const refused = expect(second).rejects.toBeInstanceOf(PutBack);
    await batcher.stop();
    await refused;
    expect(jest.getTimerCount()).toBe(0);
  });

  test('an event of many rows fills a batch as its rows do', async () => {
    const { flush, batch } = controlledFlush();
    const batcher = createBatcher({ maxRows: 100, rowsOf: Number, flush });
    const all = [batcher.add([1]), batcher.add([60]), batcher.add([39]), batcher.add([1, 1])];
    expect((await batch(0)).events).toEqual([1, 60, 39]);
    (await batch(0)).end();
    expect((await batch(1)).events).toEqual([1, 1]);
    (await batch(1)).end();
    await Promise.all(all);
  });

  test('a failed flush fails the jobs of its batch, and the next batch goes on', async () => {
    const { flush, batch } = controlledFlush();
    const batcher = createBatcher({ maxRows: 1, flush });
    const first = batcher.add([1]);
    const second = batcher.add([2]);
    (await batch(0)).fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    (await batch(1)).end();
    await second;
  });

  test('stopping gives back what has not begun, waits for the flush in flight, and takes nothing more', async () => {
    const { flush, batch } = controlledFlush();
    const batcher = createBatcher({ maxRows: 2, flush });
    const first = batcher.add([1, 1]);
    await batch(0);
    const second = batcher.add([2]);
    let stopped = false;
    const stopping = batcher.stop().then(() => (stopped = true));
    await expect(second).rejects.toBeInstanceOf(PutBack);
    expect(stopped).toBe(false);
    (await batch(0)).end();
    await first;
    await stopping;
    await expect(batcher.add([3])).rejects.toBeInstanceOf(PutBack);
  });
});
