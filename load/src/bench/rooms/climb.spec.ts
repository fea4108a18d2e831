import { expect, test } from '@jest/globals';
import { climb } from './climb.js';
import type { Rung } from './rung.js';

const ABOVE = { always: [20, 60], step: 20, most: 240, finest: 5, isKept: (rung: Rung) => rung.p99Ms <= 150 };

/** Something that keeps rates up to `limit`. */
function subject(limit: number) {
  const asked: number[] = [];
  const hold = async (perSecond: number) => {
    asked.push(perSecond);
    return { perSecond, p99Ms: perSecond <= limit ? 10 : 1000 } as Rung;
  };
  return { asked, hold };
}

test.each([
  [3, null, 5],
  [5, 5, 10],
  [33, 30, 35],
  [97, 95, 100],
  [1000, 240, null],
])('what keeps %d is found to keep %s', async (limit, kept, broken) => {
  const { asked, hold } = subject(limit);
  const { rungs, highest } = await climb(ABOVE, hold);
  expect(highest?.perSecond ?? null).toBe(kept);
  expect(asked.slice(0, 1)).toEqual([20]);
  expect(asked).toContain(60);
  if (broken !== null) expect(asked).toContain(broken);
  expect(rungs.map(({ perSecond }) => perSecond)).toEqual(asked);
});

test('one hiccup does not end the climb', async () => {
  let calls = 0;
  const { highest } = await climb(ABOVE, async (perSecond) => {
    const isHiccup = ++calls === 4;
    return { perSecond, p99Ms: isHiccup || perSecond > 120 ? 1000 : 10 } as Rung;
  });
  expect(highest?.perSecond).toBe(120);
});
