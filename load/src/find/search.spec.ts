import { describe, expect, it } from '@jest/globals';
import { findKnee, type SearchPlan, type Trial } from './search.js';

const PLAN: SearchPlan = { from: 50, step: (rate) => rate * 2, most: 10_000, halvings: 4, tries: 1 };

/** A Converge that holds up to `limit`; every rate that was tried is kept. */
function system(limit: number) {
  const tried: number[] = [];
  const tryRate = (rate: number): Promise<Trial> => {
    tried.push(rate);
    return Promise.resolve(rate <= limit ? 'held' : 'missed');
  };
  return { tried, tryRate };
}

describe('the search for the knee', () => {
  it('steps up until it breaks, then halves the interval', async () => {
    const { tried, tryRate } = system(330);
    await expect(findKnee(PLAN, tryRate)).resolves.toEqual({
      highestHeld: 325,
      lowestBroken: 338,
      endedBy: 'found',
    });
    expect(tried).toEqual([50, 100, 200, 400, 300, 350, 325, 338]);
  });

  it('goes below the first rate when that is too much already', async () => {
    const { tried, tryRate } = system(20);
    await expect(findKnee(PLAN, tryRate)).resolves.toMatchObject({ highestHeld: 18.8, lowestBroken: 21.9 });
    expect(tried).toEqual([50, 25, 12.5, 18.8, 21.9]);
  });

  it('says that nothing held, rather than 0', async () => {
    await expect(findKnee(PLAN, system(0).tryRate)).resolves.toMatchObject({
      highestHeld: null,
      endedBy: 'found',
    });
  });

  it('stops at the most, which is tried itself, and says that the knee is beyond it', async () => {
    const { tried, tryRate } = system(1e9);
    await expect(findKnee({ ...PLAN, most: 300 }, tryRate)).resolves.toEqual({
      highestHeld: 300,
      lowestBroken: null,
      endedBy: 'most',
    });
    expect(tried).toEqual([50, 100, 200, 300]);
  });

  it('gives a rate that missed once another chance', async () => {
    const answers: Trial[] = ['missed', 'held', 'missed', 'missed'];
    const tried: number[] = [];
    const knee = await findKnee({ ...PLAN, tries: 2, halvings: 0 }, (rate) => {
      tried.push(rate);
      return Promise.resolve(answers.shift()!);
    });
    expect(knee).toEqual({ highestHeld: 50, lowestBroken: 100, endedBy: 'found' });
    expect(tried).toEqual([50, 50, 100, 100]);
  });

  it('ends at the first wrong message, however fast it came', async () => {
    const { tryRate } = system(1_000);
    await expect(
      findKnee(PLAN, (rate) => (rate === 200 ? Promise.resolve('wrong') : tryRate(rate))),
    ).resolves.toEqual({ highestHeld: 100, lowestBroken: 200, endedBy: 'wrong' });
  });

  it('ends when it is asked to, with what it knows', async () => {
    const { tryRate } = system(60);
    await expect(
      findKnee(PLAN, (rate) => (rate === 75 ? Promise.resolve('stopped') : tryRate(rate))),
    ).resolves.toEqual({ highestHeld: 50, lowestBroken: 100, endedBy: 'stopped' });
  });

  it('asks no rate twice however many halvings are left', async () => {
    const { tried, tryRate } = system(7);
    await findKnee({ ...PLAN, halvings: 12 }, tryRate);
    expect(new Set(tried).size).toBe(tried.length);
  });
});
