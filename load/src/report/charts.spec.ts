import { describe, expect, it } from '@jest/globals';
import type { ProcessUsage, RunResult } from '../engine/run-result.js';
import { aRunResult, aSample } from '../testkit/a-run-result.js';
import { chartsOf } from './charts.js';
import type { Chart } from './page/chart.js';

function chart(id: string, changes: Partial<RunResult>): Chart {
  const { latency, overTime } = chartsOf(aRunResult(changes));
  return [...latency, ...overTime].find((each) => each.id === id)!;
}

/** A process that was looked at at these instants (ms); between two of its lives looks had no answer. */
function aProcess(name: string, ...lives: number[][]): ProcessUsage {
  return {
    name,
    cpu: lives.flatMap((looks) =>
      looks.slice(1).map((atMs, n) => ({ sinceMs: looks[n]!, atMs, share: 0.5 })),
    ),
    rssMb: lives.flat().map((atMs) => ({ atMs, mb: 100 })),
    cpuSeconds: 3,
  };
}

const lasting = (ms: number): RunResult['phases'] => [{ name: 'steady', atMs: 0, ms }];

describe('a chart over time', () => {
  it('has a hole where nothing came', () => {
    const series = [5, 20, 0, 0, 7].map((p50, n) => {
      const [clock, delivery] = [1, p50].map((ms) => ({ p50: ms, p95: ms * 3, p99: ms * 4 }));
      return aSample((n + 1) * 1_000, { latency: { accepted: clock!, delivery: delivery!, stored: clock! } });
    });
    const { x, series: lines } = chart('latency-delivery', { series });
    expect(x).toEqual([1, 2, 3, 4, 5]);
    expect(lines[0]).toEqual({ label: 'p50', values: [5, 20, null, null, 7] });
  });

  it.each([
    ['cpu', 0.5],
    ['memory', 100],
  ])('of the processes has a hole in the line of one that died, and in no other: %s', (id, known) => {
    const processes = [
      aProcess('killed', [999, 2_001, 3_000], [6_000, 7_000]),
      aProcess('well', [4, 1_004, 1_996, 3_010, 4_001, 4_999, 6_003, 7_002, 8_001]),
    ];
    const { x, series } = chart(id, { processes, phases: lasting(8_500) });
    expect(x).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(series.map(({ label }) => label)).toEqual(['killed', 'well']);
    const [killed, well] = series.map(({ values }) => values.map((value) => value === known));
    expect(killed).toEqual([true, true, true, true, false, false, true, true, false]);
    expect(well).toEqual(x.map(() => true));
  });

  it('goes on to the end of the run, whenever the last process died', () => {
    const processes = [aProcess('killed', [0, 1_000, 2_000])];
    expect(chart('cpu', { processes, phases: lasting(5_000) })).toMatchObject({
      x: [0, 1, 2, 3, 4, 5],
      series: [{ values: [0.5, 0.5, 0.5, null, null, null] }],
    });
  });

  it('tells of a time in which nobody looked only what the look after it says of all of it', () => {
    const processes = [aProcess('sender-1', [0, 4_000, 5_000])];
    const values = (id: string) => chart(id, { processes, phases: lasting(5_000) }).series[0]!.values;
    expect(values('cpu')).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5]);
    expect(values('memory')).toEqual([100, null, null, null, 100, 100]);
  });
});
