import { describe, expect, it } from '@jest/globals';
import type { Offender, RunResult } from '../engine/run-result.js';
import { aLatency, aRunResult } from '../testkit/a-run-result.js';
import { judge, parseThreshold } from '../verdict/threshold.js';
import { verdictOf } from '../verdict/verdict.js';
import { summary } from './summary.js';

function told(changes: Partial<RunResult>, thresholds: string[] = []): string {
  const result = aRunResult(changes);
  const outcomes = judge(thresholds.map(parseThreshold), result);
  // Colours say nothing that the words do not.
  // eslint-disable-next-line no-control-regex -- what a terminal takes as a colour
  return summary(result, outcomes, verdictOf(result, outcomes)).replace(/\x1b\[\d+m/g, '');
}

describe('the summary of a run', () => {
  it('has the percentiles of all three clocks, and a dash where nothing was measured', () => {
    const { latency } = aRunResult();
    const text = told({ latency: { ...latency, stored: { ...aLatency(0), count: 0 } } });
    expect(text).toMatch(/accepted +1,000 +5 +10 +15 +20 +30 +40 +6\n/);
    expect(text).toMatch(/stored +0( +–){7}\n/);
  });

  it('names every threshold with what was seen', () => {
    const text = told({}, ['delivery.p99<500', 'delivery.p99<1']);
    expect(text).toMatch(/✔ delivery\.p99<500 holds: 32\n +✖ delivery\.p99<1 does not hold: 32\n/);
    expect(text).toMatch(/✖ Failed: a threshold does not hold\n +delivery\.p99<1 does not hold: 32$/);
  });

  it('tells the first ten of what is wrong, with everything that helps to follow it up', () => {
    const offenders = Array.from({ length: 12 }, (_, n): Offender => ({
      ...{ fault: 'lost', chatId: `chat-${n}`, messageId: `message-${n}`, seq: n, userId: 'ann' },
      ...{ receiver: 'receiver-1', sender: 'sender-2', detail: 'it never came' },
    }));
    const text = told({ correctness: { ...aRunResult().correctness, lost: 12, offenders } });
    expect(text).toContain(
      'lost: it never came (chat chat-0, seq 0, message message-0, user ann, sender sender-2, receiver receiver-1)',
    );
    expect(text.match(/it never came/g)).toHaveLength(10);
    expect(text).toMatch(/✖ Failed: messages are wrong\n +12 lost$/);
  });

  it('does not call dead letters none that nobody has looked at', () => {
    const { correctness } = aRunResult();
    expect(told({})).toContain('0 in the dead letter queue');
    const unseen = told({ correctness: { ...correctness, deadLetters: null } }, ['deadLetters==0']);
    expect(unseen).toContain('dead letters: not looked at');
    expect(unseen).not.toContain('0 in the dead letter queue');
    expect(unseen).toContain('✖ deadLetters==0 does not hold: nothing was measured');
  });

  it('says what could not be checked, and that an invalid run has shown nothing', () => {
    const text = told({ unchecked: ['dead letters'], isValid: false, invalidBecause: ['it was late'] });
    expect(text).toContain('not checked: dead letters');
    expect(text).toMatch(/✖ Invalid: .*\n +the generator was the bottleneck: it was late$/);
  });
});
