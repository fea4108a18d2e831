import { describe, expect, it } from '@jest/globals';
import { aLatency, aRunResult } from '../testkit/a-run-result.js';
import { judge, parseThreshold } from './threshold.js';

describe('a threshold', () => {
  it.each([
    ['delivery.p99<500', { metric: 'delivery.p99', comparison: '<', bound: 500 }],
    ['lost==0', { metric: 'lost', comparison: '==', bound: 0 }],
    [' rate.achieved >= 99.5 ', { metric: 'rate.achieved', comparison: '>=', bound: 99.5 }],
    ['accepted.mean<=7', { metric: 'accepted.mean', comparison: '<=', bound: 7 }],
    ['queue.max>0', { metric: 'queue.max', comparison: '>', bound: 0 }],
  ])('%j is understood', (text, threshold) => {
    expect(parseThreshold(text)).toMatchObject(threshold);
  });

  it('with a wrong name tells the right ones', () => {
    expect(() => parseThreshold('delivered.p99<500')).toThrow(
      /no metric 'delivered\.p99'.*accepted\|delivery\|stored.*p999.*lost.*rate\.achieved/s,
    );
  });

  it.each(['delivery.p99', 'delivery.p99<', 'delivery.p99=500', 'delivery.p99<fast', '<500', ''])(
    '%j is refused with an example',
    (text) => {
      expect(() => parseThreshold(text)).toThrow(/delivery\.p99<500/);
    },
  );

  it.each([
    ['accepted.p99<20', false],
    ['accepted.p99<=20', true],
    ['accepted.p99>20', false],
    ['accepted.p99>=20', true],
    ['accepted.p99==20', true],
    ['accepted.p99==21', false],
  ])('%s at 20 ms: holds is %s', (text, holds) => {
    const [outcome] = judge([parseThreshold(text)], aRunResult());
    expect(outcome).toMatchObject({ actual: 20, holds });
  });

  it('adds the errors of all kinds up', () => {
    const result = aRunResult({ errors: { UNAVAILABLE: 2, RATE_LIMITED: 3 } });
    expect(judge([parseThreshold('errors<5')], result)[0]).toMatchObject({ actual: 5, holds: false });
  });

  it('does not hold on what was not measured', () => {
    const nothing = { ...aLatency(0), count: 0 };
    const { latency, series } = aRunResult();
    const result = aRunResult({
      latency: { ...latency, stored: nothing },
      series: series.map((sample) => ({ ...sample, queueDepth: null })),
    });
    const outcomes = judge([parseThreshold('stored.p99<100'), parseThreshold('queue.max<10')], result);
    expect(outcomes).toMatchObject([
      { actual: null, holds: false },
      { actual: null, holds: false },
    ]);
  });
});
