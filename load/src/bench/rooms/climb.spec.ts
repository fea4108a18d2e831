import { expect, test } from '@jest/globals';
import { climb } from './climb.js';
import type { Rung } from './rung.js';

const ABOVE = { always: [20, 60], step: 20, most: 240, finest: 5, isKept: (rung: Rung) => rung.p99Ms <= 150 };
const rungOf = (perSecond: number, limit: number) =>
  ({ perSecond, p99Ms: perSecond <= limit ? 10 : 1000 }) as Rung;

/** Something that keeps rates up to `limit`. */
function subject(limit: number) {
  const asked: number[] = [];
  const hold = async (perSecond: number) => {
    asked.push(perSecond);
    return rungOf(perSecond, limit);
  };
  const confirm = (perSecond: number) => Promise.resolve(rungOf(perSecond, limit));
  return { asked, hold, confirm };
}

test.each([
  [3, null, 5],
  [5, 5, 10],
  [33, 30, 35],
  [97, 95, 100],
  [1000, 240, null],
])('what keeps %d is found to keep %s', async (limit, kept, broken) => {
  const { asked, hold, confirm } = subject(limit);
  const { rungs, highest } = await climb({ ...ABOVE, confirm }, hold);
  expect(highest?.perSecond ?? null).toBe(kept);
  expect(asked.slice(0, 1)).toEqual([20]);
  expect(asked).toContain(60);
  if (broken !== null) expect(asked).toContain(broken);
  expect(rungs.map(({ perSecond }) => perSecond)).toEqual(asked);
});

test('one hiccup does not end the climb', async () => {
  let calls = 0;
  const confirm = (perSecond: number) => Promise.resolve(rungOf(perSecond, Infinity));
  const { highest } = await climb({ ...ABOVE, confirm }, async (perSecond) => {
    const isHiccup = ++calls === 4;
    return { perSecond, p99Ms: isHiccup || perSecond > 120 ? 1000 : 10 } as Rung;
  });
  expect(highest?.perSecond).toBe(120);
});

test('what is kept for a moment only is not the answer', async () => {
  const confirm = async (perSecond: number) => rungOf(perSecond, 88);
  const { highest } = await climb({ ...ABOVE, confirm }, subject(97).hold);
  expect(highest?.perSecond).toBe(85);
  const never = await climb(
    { ...ABOVE, confirm: async (perSecond) => rungOf(perSecond, 0) },
    subject(97).hold,
  );
  expect(never.highest).toBe(null);
});
