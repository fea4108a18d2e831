import { describe, expect, test } from '@jest/globals';
import { generatorHealth } from './generator-health.js';
import { Latencies } from './measure/latencies.js';
import type { Ledger } from './thread/protocol.js';

/** What threads tell whose event loops were late by so much. */
const ledgers = (...lags: Ledger['lag'][]): Ledger[] => lags.map((lag) => ({ lag }) as Ledger);
const WELL = ledgers({ max: 20, p99: 3 });

/** A thousand sends that began on time, but for so many of them. */
function lateness(late: { count: number; ms: number } = { count: 0, ms: 0 }): Latencies {
  const latencies = new Latencies();
  latencies.record(
    Float64Array.from({ length: 1_000 }, (_, nth) => (nth < late.count ? late.ms : 1) * 1_000),
  );
  return latencies;
}

describe('A generator', () => {
  test('that was on time is no bottleneck, and tells how it was', () => {
    const threads = ledgers({ max: 20, p99: 3 }, { max: 12, p99: 7 });
    expect(generatorHealth(threads, lateness(), 0.4)).toEqual({
      ...{ isValid: true, invalidBecause: [] },
      generator: { maxEventLoopLagMs: 20, p99EventLoopLagMs: 7, cpuShare: 0.4 },
    });
  });

  test.each([
    { p99: 50, isValid: true },
    { p99: 50.1, isValid: false },
  ])('whose worst event loop was late by $p99 ms (p99): valid is $isValid', ({ p99, isValid }) => {
    const health = generatorHealth([...WELL, ...ledgers({ max: 400, p99 })], lateness(), 0.4);
    expect(health.isValid).toBe(isValid);
    expect(health.invalidBecause).toEqual(isValid ? [] : [expect.stringMatching(/stood still for 50 ms/)]);
  });

  test.each([
    { count: 20, ms: 49, isValid: true },
    { count: 20, ms: 51, isValid: false },
    // One in a hundred may be.
    { count: 9, ms: 400, isValid: true },
  ])('of which $count of 1000 sends were late by $ms ms: valid is $isValid', ({ isValid, ...late }) => {
    const health = generatorHealth(WELL, lateness(late), 0.4);
    expect(health.isValid).toBe(isValid);
    expect(health.invalidBecause).toEqual(isValid ? [] : [expect.stringMatching(/began 51 ms after/)]);
  });

  test('that was late in both ways is told both', () => {
    const { invalidBecause } = generatorHealth(
      ledgers({ max: 90, p99: 80 }),
      lateness({ count: 500, ms: 300 }),
      0.4,
    );
    expect(invalidBecause).toHaveLength(2);
  });
});
