import type { Latency, ProcessUsage, RunResult, Sample } from '../engine/run-result.js';
import { CLOCKS } from '../verdict/metric.js';
import type { Chart } from './page/chart.js';

/** What each clock of a message is, for people. */
export const CLOCK_NAMES = {
  accepted: 'Accepted by the sender',
  delivery: 'Delivered to a recipient',
  stored: 'Stored in Postgres',
};

/** All charts of a run; those of which nothing is known are left out. */
export function chartsOf(result: RunResult): { latency: Chart[]; overTime: Chart[] } {
  const latency = [percentiles(result), ...CLOCKS.map((clock) => latencyOverTime(result, clock))];
  const overTime = [
    throughput(result),
    queues(result),
    connections(result),
    cpu(result),
    memory(result),
    errors(result),
  ];
  return { latency: latency.filter(isSeen), overTime: overTime.filter(isSeen) };
}

const isSeen = ({ series }: Chart): boolean =>
  series.some(({ values }) => values.some((value) => value !== null));

function percentiles({ latency }: RunResult): Chart {
  const lines = CLOCKS.map((clock) => ({ label: clock, points: curvePoints(latency[clock]) }));
  return {
    id: 'percentiles',
    title: 'Percentiles',
    about:
      'How long the slowest of ten, a hundred, a thousand took: each step to the right is ten times rarer.',
    ...{ unit: 'ms', axis: 'percentile', bands: [] },
    ...aligned(lines),
  };
}

/** The 100th percentile is infinitely far on this scale; it is drawn at the place of one in `count`. */
function curvePoints({ curve, count }: Latency): [number, number][] {
  const farthest = Math.log10(Math.max(count, 10));
  return curve.map(([percentile, ms]) => [
    Math.min(farthest, -Math.log10(Math.max(1 - percentile / 100, 1e-12))),
    // The scale is logarithmic, and no answer comes within a hundredth of a millisecond.
    Math.max(ms, 0.01),
  ]);
}

function latencyOverTime(result: RunResult, clock: (typeof CLOCKS)[number]): Chart {
  const statistics = ['p50', 'p95', 'p99'] as const;
  return overTime(result, {
    id: `latency-${clock}`,
    title: CLOCK_NAMES[clock],
    // A second in which nothing came has no latency.
    about: 'Of each second, from the moment a message was scheduled.',
    unit: 'ms',
    lines: statistics.map((name) => ({ label: name, of: ({ latency }) => latency[clock][name] || null })),
  });
}

const throughput = (result: RunResult): Chart =>
  overTime(result, {
    id: 'throughput',
    title: 'Throughput',
    about: 'Operations asked for and accepted, and deliveries on live feeds.',
    unit: '/s',
    lines: [
      { label: 'asked', of: ({ askedPerSecond }) => askedPerSecond },
      { label: 'accepted', of: ({ acceptedPerSecond }) => acceptedPerSecond },
      { label: 'delivered', of: ({ deliveredPerSecond }) => deliveredPerSecond },
    ],
  });

const queues = (result: RunResult): Chart =>
  overTime(result, {
    id: 'queues',
    title: 'Under way',
    about: 'Operations without an answer yet, and events that wait to be stored.',
    unit: '',
    lines: [
      { label: 'in flight', of: ({ inFlight }) => inFlight },
      { label: 'queue depth', of: ({ queueDepth }) => queueDepth },
    ],
  });

const connections = (result: RunResult): Chart =>
  overTime(result, {
    id: 'connections',
    title: 'Connections',
    about: 'Live feeds that are open.',
    unit: '',
    lines: [{ label: 'connections', of: ({ connections }) => connections }],
  });

const errors = (result: RunResult): Chart =>
  overTime(result, {
    id: 'errors',
    title: 'Errors and faults',
    about: 'Refusals and network errors, and what was found wrong, since the run began.',
    unit: '',
    lines: [
      { label: 'errors', of: ({ errors }) => errors },
      { label: 'skipped', of: ({ faults }) => faults.skipped },
      { label: 'duplicated', of: ({ faults }) => faults.duplicated },
      { label: 'reordered', of: ({ faults }) => faults.reordered },
    ],
  });

const cpu = (result: RunResult): Chart =>
  perProcess(result, {
    id: 'cpu',
    title: 'Processor',
    about: 'Cores that each process used.',
    unit: 'cores',
    of: (process) => process.cpu.map(({ atMs, share }) => [atMs / 1_000, share]),
  });

const memory = (result: RunResult): Chart =>
  perProcess(result, {
    id: 'memory',
    title: 'Memory',
    about: 'Resident memory of each process.',
    unit: 'MB',
    of: (process) => process.rssMb.map(({ atMs, mb }) => [atMs / 1_000, mb]),
  });

type Words = Pick<Chart, 'id' | 'title' | 'about' | 'unit'>;

function overTime(
  result: RunResult,
  { lines, ...words }: Words & { lines: { label: string; of: (sample: Sample) => number | null }[] },
): Chart {
  return {
    ...words,
    axis: 'time',
    bands: phases(result),
    x: result.series.map(({ atMs }) => atMs / 1_000),
    series: lines.map(({ label, of }) => ({ label, values: result.series.map(of) })),
  };
}

function perProcess(
  result: RunResult,
  { of, ...words }: Words & { of: (process: ProcessUsage) => [number, number][] },
): Chart {
  const lines = result.processes.map((process) => ({ label: process.name, points: of(process) }));
  return { ...words, axis: 'time', bands: phases(result), ...aligned(lines) };
}

const phases = (result: RunResult): Chart['bands'] =>
  result.phases.map(({ name, atMs, ms }) => ({ from: atMs / 1_000, to: (atMs + ms) / 1_000, label: name }));

/** Lines with places of their own, on one common x: where a line has no point it has null. */
function aligned(lines: { label: string; points: [number, number][] }[]): Pick<Chart, 'x' | 'series'> {
  const x = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const series = lines.map(({ label, points }) => {
    const values = new Map(points);
    return { label, values: x.map((at) => values.get(at) ?? null) };
  });
  return { x, series };
}
