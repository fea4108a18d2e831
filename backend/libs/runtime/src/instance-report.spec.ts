import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock } from './clock.js';
import { createReporter } from './instance-report.js';
import { Tally } from './tally.js';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('what an instance says of itself', () => {
  it('is about the time since it last said something', () => {
    const [accepted, failed, clock] = [new Tally(), new Tally(), new Clock([0.001, 0.002, 0.004])];
    const report = createReporter({ work: [accepted], errors: [failed], clocks: [clock] });
    accepted.inc(10);
    failed.inc(2);
    for (let i = 0; i < 100; i++) clock.observe(0.0015);
    jest.advanceTimersByTime(2000);
    const first = report();
    expect(first).toMatchObject({ workPerSecond: 5, errorsPerSecond: 1, sockets: null, circuit: null });
    expect(first.p50Ms).toBeCloseTo(1.5);
    expect(first.p99Ms).toBeGreaterThan(1.5);
    expect(first.rssBytes).toBeGreaterThan(0);

    jest.advanceTimersByTime(1000);
    expect(report()).toMatchObject({ workPerSecond: 0, errorsPerSecond: 0, p50Ms: null, p99Ms: null });
  });

  it('is the same again when it is asked twice at once', () => {
    const work = new Tally();
    const report = createReporter({ work: [work], errors: [], sockets: () => 3, circuit: () => 'open' });
    jest.advanceTimersByTime(2000);
    const said = report();
    expect(said).toMatchObject({ sockets: 3, circuit: 'open', p50Ms: null });
    work.inc(1000);
    expect(report()).toBe(said);
  });
});
