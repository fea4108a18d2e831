import { expect, test } from '@jest/globals';
import { BitSet } from './bit-set.js';

test('a number comes once, in whatever order', () => {
  const set = new BitSet(1);
  const numbers = [1, 31, 32, 33, 5000, 2, 64, 63, 100_000];
  for (const number of numbers) expect(set.add(number)).toBe(true);
  for (const number of numbers) expect(set.add(number)).toBe(false);
  expect(set.add(3)).toBe(true);
});
