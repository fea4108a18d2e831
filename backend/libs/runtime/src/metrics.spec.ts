import { describe, expect, it } from '@jest/globals';
import { quantile } from './clock.js';
import { Metrics } from './metrics.js';

const metrics = () => new Metrics({ service: 'sender', id: 'sender-1' });
/** The samples of one metric, without the labels that all have. */
async function samplesOf(subject: Metrics, name: string): Promise<string[]> {
  const text = await subject.registry.getSingleMetricAsString(name);
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.replace(/,?service="sender",instance="sender-1"/, '').replace('{}', ''));
}

describe('a counter of what happens with every message', () => {
  it('is told at each scrape', async () => {
    const subject = metrics();
    const tally = subject.tally('converge_things_total', 'Things.');
    tally.inc();
    tally.inc(2);
    expect(await samplesOf(subject, 'converge_things_total')).toEqual(['converge_things_total 3']);
    tally.inc();
    expect(await samplesOf(subject, 'converge_things_total')).toEqual(['converge_things_total 4']);
  });

  it('begins at 0 for each value of its label, so that its first rise is seen', async () => {
    const subject = metrics();
    const tallies = subject.tallies('converge_things_total', 'Things.', 'kind', ['good', 'bad']);
    tallies.bad.inc();
    expect(await samplesOf(subject, 'converge_things_total')).toEqual([
      'converge_things_total{kind="good"} 0',
      'converge_things_total{kind="bad"} 1',
    ]);
  });
});

describe('a histogram of durations', () => {
  it('has cumulative buckets, a sum and a count, as Prometheus has them', async () => {
    const subject = metrics();
    const clock = subject.clock('converge_wait_seconds', 'Waits.', [0.5, 1]);
    for (const seconds of [0.25, 0.5, 0.75, 4, -1]) clock.observe(seconds);
    expect(await samplesOf(subject, 'converge_wait_seconds')).toEqual([
      'converge_wait_seconds_bucket{le="0.5"} 3',
      'converge_wait_seconds_bucket{le="1"} 4',
      'converge_wait_seconds_bucket{le="+Inf"} 5',
      'converge_wait_seconds_sum 5.5',
      'converge_wait_seconds_count 5',
    ]);
    expect(await subject.registry.getSingleMetricAsString('converge_wait_seconds')).toContain(
      '# TYPE converge_wait_seconds histogram',
    );
  });

  it('has a line for each value of its label that was met', async () => {
    const subject = metrics();
    const clocks = subject.clocks('converge_wait_seconds', 'Waits.', [1], 'for', ['bread']);
    clocks.of('milk').observe(2);
    expect(await samplesOf(subject, 'converge_wait_seconds')).toEqual(
      expect.arrayContaining([
        'converge_wait_seconds_count{for="bread"} 0',
        'converge_wait_seconds_bucket{for="milk",le="1"} 0',
        'converge_wait_seconds_count{for="milk"} 1',
      ]),
    );
  });
});

describe('a quantile', () => {
  it('lies within the bucket in which the share is reached', () => {
    expect(quantile([1, 2, 4], [0, 4, 4, 0], 0.5)).toBe(2);
    expect(quantile([1, 2, 4], [0, 4, 4, 0], 0.75)).toBe(3);
  });

  it('is the last bound where no more is known, and null where nothing was counted', () => {
    expect(quantile([1, 2], [0, 0, 5], 0.5)).toBe(2);
    expect(quantile([1, 2], [0, 0, 0], 0.5)).toBeNull();
  });
});
