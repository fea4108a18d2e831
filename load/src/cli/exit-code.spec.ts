import { describe, expect, it } from '@jest/globals';
import type { RunResult } from '../engine/run-result.js';
import { aRunResult } from '../testkit/a-run-result.js';
import { judge, parseThreshold } from '../verdict/threshold.js';
import { verdictOf } from '../verdict/verdict.js';
import { exitCodeOf } from './exit-code.js';

const lost: Partial<RunResult> = { correctness: { ...aRunResult().correctness, lost: 1 } };
const invalid: Partial<RunResult> = { isValid: false, invalidBecause: ['its event loop was 300 ms late'] };

const counts = (changes: Partial<RunResult['counts']>): Partial<RunResult> => ({
  counts: { ...aRunResult().counts, ...changes },
});

function exitCode(
  changes: Partial<RunResult>,
  thresholds: string[] = [],
  how: { allowInvalid?: boolean; wasInterrupted?: boolean } = {},
): number {
  const result = aRunResult(changes);
  const verdict = verdictOf(result, judge(thresholds.map(parseThreshold), result));
  return exitCodeOf(verdict, { allowInvalid: false, wasInterrupted: false, ...how });
}

describe('the exit code', () => {
  it('is 0 when everything held', () => {
    expect(exitCode({}, ['delivery.p99<500', 'lost==0'])).toBe(0);
  });

  it('is 2 when a threshold does not hold', () => {
    expect(exitCode({}, ['delivery.p99<500', 'delivery.p99<1'])).toBe(2);
  });

  it('is 3 for a wrong message, with no threshold at all', () => {
    expect(exitCode(lost)).toBe(3);
  });

  it('is 3 for a wrong message that a threshold would allow, or that is slow too', () => {
    expect(exitCode(lost, ['lost<5'])).toBe(3);
    expect(exitCode({ ...lost, ...invalid }, ['delivery.p99<1'])).toBe(3);
  });

  it.each([{ accepted: 0 }, { refused: 1 }, { uncertain: 1 }, { unstored: 1 }, { unverified: 1 }])(
    'is 2 when nobody saw that all is right: %j, even if an invalid run is allowed',
    (changes) => {
      expect(exitCode(counts(changes))).toBe(2);
      expect(exitCode({ ...counts(changes), ...invalid }, [], { allowInvalid: true })).toBe(2);
      expect(exitCode({ ...counts(changes), ...lost })).toBe(3);
    },
  );

  it.each<[string, Partial<RunResult>]>([
    ['refused', counts({ refused: 3 })],
    ['uncertain', counts({ uncertain: 3 })],
  ])('is what a threshold on %s says, where there is one', (metric, some) => {
    expect(exitCode(some, [`${metric}<=3`])).toBe(0);
    expect(exitCode(some, [`${metric}<3`])).toBe(2);
    expect(exitCode(some, ['lost==0'])).toBe(2);
  });

  it('is 2 when the generator was the bottleneck, unless that is allowed', () => {
    expect(exitCode(invalid)).toBe(2);
    expect(exitCode(invalid, [], { allowInvalid: true })).toBe(0);
  });

  it('is 2 for a threshold that does not hold in a run that may be invalid', () => {
    expect(exitCode(invalid, ['delivery.p99<1'], { allowInvalid: true })).toBe(2);
  });

  it('is that of a shell when somebody ended a run in which all was well', () => {
    expect(exitCode({}, [], { wasInterrupted: true })).toBe(130);
    expect(exitCode(lost, [], { wasInterrupted: true })).toBe(3);
    expect(exitCode(counts({ accepted: 0 }), [], { wasInterrupted: true })).toBe(130);
  });
});

describe('a verdict', () => {
  it('names every reason, in words', () => {
    const doubts = counts({ accepted: 0, refused: 2, uncertain: 3, unstored: 1_200 });
    const result = aRunResult({ ...lost, ...invalid, ...doubts });
    expect(verdictOf(result, judge([parseThreshold('delivery.p99<1')], result))).toEqual({
      kind: 'faulty',
      reasons: [
        '1 lost',
        'delivery.p99<1 does not hold: 32',
        'nothing was accepted',
        '2 refused',
        '3 uncertain: no answer, or an internal error',
        '1,200 accepted but not said to be stored when the drain was over',
        'the generator was the bottleneck: its event loop was 300 ms late',
      ],
    });
  });

  it('blames nobody where it ended in the warm-up', () => {
    const result = aRunResult(counts({ asked: 0, accepted: 0 }));
    expect(verdictOf(result, []).reasons).toEqual(['nothing was sent in the steady phase']);
  });
});
