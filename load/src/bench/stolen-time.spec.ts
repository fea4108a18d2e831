import { expect, test } from '@jest/globals';
import { parseCoreTicks, watchStolenTime } from './stolen-time.js';

test('the share of stolen time is of all that the cores did meanwhile', () => {
  const seen = [
    { all: 1000, stolen: 100 },
    { all: 1400, stolen: 110 },
  ];
  const stolen = watchStolenTime(() => seen.shift()!);
  expect(stolen()).toBe(0.025);
});

test('what Linux tells of its cores is understood, and what does not tell is not guessed', () => {
  const stat = 'cpu  100 1 50 700 20 0 30 99 7 0\ncpu0 50 0 25 350 10 0 15 49 7 0\nintr 1\n';
  expect(parseCoreTicks(stat)).toEqual({ all: 1000, stolen: 99 });
  expect(parseCoreTicks('cpu  1 2 3\n')).toBeNull();
  expect(watchStolenTime(() => null)()).toBeNull();
});
