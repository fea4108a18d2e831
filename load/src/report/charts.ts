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
    about: 'Of each second, from the moment a message was scheduled. A hole: nothing came.',
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
    about: 'Cores that each process used. A hole: nobody looked, or it gave no answer.',
    unit: 'cores',
    of: ({ cpu }) => cpu.map(({ share, ...time }) => ({ ...time, value: share })),
  });

const memory = (result: RunResult): Chart =>
  perProcess(result, {
    id: 'memory',
    title: 'Memory',
    about: 'Resident memory of each process. A hole: nobody looked, or it gave no answer.',
    unit: 'MB',
    of: ({ rssMb }) =>
      rssMb.map(({ atMs, mb }, n) => ({ sinceMs: sinceOf(atMs, rssMb[n - 1]?.atMs), atMs, value: mb })),
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
  { of, ...words }: Words & { of: (process: ProcessUsage) => Told[] },
): Chart {
  const bands = phases(result);
  const seconds = Math.floor(bands.at(-1)?.to ?? 0) + 1;
  return {
    ...words,
    axis: 'time',
    bands,
    x: Array.from({ length: seconds }, (_, second) => second),
    series: result.processes.map((process) => ({
      label: process.name,
      values: perSecond(of(process), seconds),
    })),
  };
}

/** What a look at a process has told, and of which time. */
interface Told {
  sinceMs: number;
  atMs: number;
  value: number;
}

/** Looks are a second apart. After a longer time one or more had no answer, and nothing is known of it. */
const NEXT_LOOK_WITHIN_MS = 1_500;

const sinceOf = (atMs: number, beforeMs = -Infinity): number =>
  atMs - beforeMs <= NEXT_LOOK_WITHIN_MS ? beforeMs : atMs;

/**
 * Of each second what the first look says that tells of some of it; null: none does. No two processes are looked at in
 * the same instant, and no look is exactly a second after the one before.
 */
function perSecond(told: readonly Told[], seconds: number): (number | null)[] {
  const values = new Array<number | null>(seconds).fill(null);
  for (const { sinceMs, atMs, value } of told) {
    const last = Math.min(Math.floor(atMs / 1_000), seconds - 1);
    for (let second = Math.max(0, Math.floor(sinceMs / 1_000)); second <= last; second++)
      values[second] ??= value;
  }
  return values;
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
