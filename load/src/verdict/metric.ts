import { FAULTS, type Clock, type Latency, type RunResult } from '../engine/run-result.js';

export const CLOCKS = ['accepted', 'delivery', 'stored'] as const satisfies readonly Clock[];
export const STATISTICS = [
  'p50',
  'p90',
  'p95',
  'p99',
  'p999',
  'max',
  'mean',
] as const satisfies readonly (keyof Latency)[];

type Read = (result: RunResult) => number | null;

const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

/** A latency that nothing was measured of is not known, rather than 0: a threshold on it must not hold by emptiness. */
const latency =
  (clock: Clock, statistic: (typeof STATISTICS)[number]): Read =>
  ({ latency }) =>
    latency[clock].count === 0 ? null : latency[clock][statistic];

function deepestQueue({ series }: RunResult): number | null {
  const depths = series.map(({ queueDepth }) => queueDepth).filter((depth) => depth !== null);
  return depths.length === 0 ? null : Math.max(...depths);
}

/** Everything that a threshold can be put on: its name, and how to read it off a result; null when it is not known. */
export const METRICS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ...CLOCKS.flatMap((clock) =>
    STATISTICS.map((name): [string, Read] => [`${clock}.${name}`, latency(clock, name)]),
  ),
  ...FAULTS.map((fault): [string, Read] => [fault, ({ correctness }) => correctness[fault]]),
  ['errors', ({ errors }) => total(errors)],
  ['refused', ({ counts }) => counts.refused],
  ['reconnects', ({ counts }) => counts.reconnects],
  ['resumed', ({ counts }) => counts.resumed],
  ['gaps', ({ counts }) => counts.gaps],
  ['uncertain', ({ counts }) => counts.uncertain],
  ['unstored', ({ counts }) => counts.unstored],
  ['unverified', ({ counts }) => counts.unverified],
  ['rate.asked', ({ rate }) => rate.asked],
  ['rate.achieved', ({ rate }) => rate.achieved],
  ['queue.max', deepestQueue],
]);

/** What only the metrics page of a worker tells. */
export const TOLD_BY_WORKERS: ReadonlySet<string> = new Set(['deadLetters', 'queue.max']);

/** Whether the metric is a time, to be shown in milliseconds. */
export const isLatency = (metric: string): boolean => CLOCKS.some((clock) => metric.startsWith(`${clock}.`));

/** All names in a few lines, for whoever got one wrong. */
export function metricNames(): string {
  const others = [...METRICS.keys()].filter((name) => !isLatency(name));
  return `${CLOCKS.join('|')} . ${STATISTICS.join('|')} (milliseconds), or ${others.join(', ')}`;
}
