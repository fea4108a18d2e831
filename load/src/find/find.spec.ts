import { expect, it } from '@jest/globals';
import type { RunResult } from '../engine/run-result.js';
import { aRunResult } from '../testkit/a-run-result.js';
import { parseThreshold } from '../verdict/threshold.js';
import { find, type Step } from './find.js';

const { counts } = aRunResult();

/** The only step of a search that tries one rate once. */
async function tried(changes: Partial<RunResult>): Promise<Step> {
  const plan = { from: 100, step: (rate: number) => rate * 2, most: 100, halvings: 0, tries: 1 };
  const { steps } = await find(aRunResult().options, [parseThreshold('delivery.p99<500')], plan, {
    run: () => Promise.resolve(aRunResult(changes)),
    tried: () => undefined,
    wasStopped: () => false,
  });
  return steps[0]!;
}

it('a rate at which everything was done in time is held', async () => {
  expect(await tried({})).toMatchObject({ trial: 'held', shortfalls: [] });
});

it.each<[Partial<RunResult>, string]>([
  [{ counts: { ...counts, refused: 1 } }, '1 refused'],
  [{ counts: { ...counts, uncertain: 2 } }, '2 uncertain: no answer, or an internal error'],
  [{ rate: { asked: 100, achieved: 94.9 } }, 'only 94 % of the rate was reached'],
  [{ counts: { ...counts, unstored: 1 } }, '1 accepted but not said to be stored when the drain was over'],
  [{ counts: { ...counts, accepted: 0 } }, 'nothing was accepted'],
])('%j is a miss, however fast the rest was', async (changes, why) => {
  const { trial, verdict, shortfalls } = await tried(changes);
  expect({ trial, why: [...verdict.reasons, ...shortfalls] }).toEqual({ trial: 'missed', why: [why] });
});

it('what was measured is kept when the next rate is stopped before there is anything to measure', async () => {
  const results = [aRunResult()];
  const told: Step[] = [];
  const plan = { from: 100, step: (rate: number) => rate * 2, most: 400, halvings: 0, tries: 1 };
  const { steps, knee } = await find(aRunResult().options, [], plan, {
    run: () => Promise.resolve(results.shift() ?? null),
    tried: (step) => told.push(step),
    wasStopped: () => false,
  });
  expect(steps.map(({ rate, trial }) => ({ rate, trial }))).toEqual([{ rate: 100, trial: 'held' }]);
  expect(told).toEqual(steps);
  expect(knee).toEqual({ highestHeld: 100, lowestBroken: null, endedBy: 'stopped' });
});
