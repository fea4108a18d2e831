import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PutBack } from './put-back.js';
import { storeSplitting } from './store-splitting.js';

/** All or nothing, like a transaction. */
function fakeStore(isPoison: (n: number) => boolean) {
  const stored: number[] = [];
  let calls = 0;
  const store = async (events: readonly number[]) => {
    calls++;
    if (events.some((event) => isPoison(event))) throw new Error('refused');
    stored.push(...events);
  };
  return { store, stored, calls: () => calls };
}

describe('splitting a batch', () => {
  test('exactly the poison events are left out, whatever the batch; all others are stored, each once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer()), fc.func(fc.boolean()), async (events, isPoison) => {
        const fake = fakeStore(isPoison);
        const poison = await storeSplitting(events, fake.store);
        expect(poison.map(({ event }) => event)).toEqual(events.filter((event) => isPoison(event)));
        expect(fake.stored).toEqual(events.filter((event) => !isPoison(event)));
      }),
    );
  });

  test('one poison event among 1,000 costs about twenty transactions', async () => {
    const fake = fakeStore((n) => n === 617);
    await storeSplitting(
      Array.from({ length: 1000 }, (_, n) => n),
      fake.store,
    );
    expect(fake.calls()).toBeLessThanOrEqual(21);
  });

  test('a worker that stops meanwhile takes nothing for poison', async () => {
    await expect(storeSplitting([1], () => Promise.reject(new PutBack()))).rejects.toBeInstanceOf(PutBack);
  });
});
