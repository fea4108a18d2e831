import { describe, expect, it } from '@jest/globals';
import { aRunResult } from '../testkit/a-run-result.js';
import { verdictOf } from '../verdict/verdict.js';
import type { Found, Step } from './find.js';
import { foundText } from './found-text.js';

function aStep(rate: number, trial: Step['trial'], invalidBecause: string[] = []): Step {
  const result = aRunResult({ isValid: invalidBecause.length === 0, invalidBecause });
  return { rate, trial, result, outcomes: [], shortfalls: [], verdict: verdictOf(result, []) };
}

const found = (steps: Step[], knee: Found['knee']): string =>
  foundText({ format: 'converge-load-find/1', slo: ['delivery.p99<300'], steps, knee });

describe('what a search tells', () => {
  it('is every rate that was tried, in order, and the knee', () => {
    const text = found([aStep(50, 'held'), aStep(200, 'missed'), aStep(100, 'held')], {
      ...{ highestHeld: 100, lowestBroken: 200, endedBy: 'found' },
    });
    expect(text.match(/^\| +\d+/gm)!.map((cell) => Number(cell.slice(1)))).toEqual([50, 100, 200]);
    expect(text).toMatch(/delivery\.p99<300 holds at 100 operations a second, and no longer at 200\.$/);
  });

  it('does not blame Converge for what the generator could not do', () => {
    const text = found([aStep(50, 'held'), aStep(100, 'missed', ['it was late'])], {
      ...{ highestHeld: 50, lowestBroken: 100, endedBy: 'found' },
    });
    expect(text).toMatch(/the generator was the bottleneck: it was late/);
    expect(text).toMatch(/Converge may take more\.$/);
  });

  it('says so when nothing held', () => {
    const text = found([aStep(50, 'missed')], { highestHeld: null, lowestBroken: 50, endedBy: 'found' });
    expect(text).toMatch(/holds at no rate, and no longer at 50/);
  });
});
