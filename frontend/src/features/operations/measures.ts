import type { InstanceReport, LaneReport } from '../../sync/model';
import type { FigureKind } from './figure';

/** Every service that there must be an instance of, in the way of a message. */
export const SERVICES = ['sender', 'worker', 'receiver', 'user'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Beyond this an event waits for longer than any batch, in milliseconds. */
export const LATE_MS = 10_000;
/** Beyond this a process answers everybody late, in milliseconds. */
export const LAGGING_MS = 100;

/** One number of an instance, or of a lane. */
export interface Measure<Report, Name = string> {
  name: Name;
  kind: FigureKind;
  of(report: Report): number | null;
  /** Drawn as a line; what fills its height at least. */
  line?: number;
  isBad?(value: number): boolean;
}

export type InstanceMeasure = Measure<
  InstanceReport,
  'work' | 'p50' | 'p99' | 'errors' | 'cpu' | 'memory' | 'lag' | 'sockets'
>;

const MEASURES: readonly InstanceMeasure[] = [
  { name: 'work', kind: 'rate', of: ({ perSecond }) => perSecond, line: 1 },
  { name: 'p50', kind: 'milliseconds', of: ({ p50Ms }) => p50Ms },
  { name: 'p99', kind: 'milliseconds', of: ({ p99Ms }) => p99Ms, line: 10 },
  {
    name: 'errors',
    kind: 'rate',
    of: ({ errorsPerSecond }) => errorsPerSecond,
    line: 1,
    isBad: (value) => value > 0,
  },
  { name: 'cpu', kind: 'share', of: ({ cpu }) => cpu, line: 1 },
  { name: 'memory', kind: 'bytes', of: ({ rssBytes }) => rssBytes },
  {
    name: 'lag',
    kind: 'milliseconds',
    of: ({ eventLoopLagMs }) => eventLoopLagMs,
    line: LAGGING_MS,
    isBad: (value) => value > LAGGING_MS,
  },
];
const SOCKETS: InstanceMeasure = { name: 'sockets', kind: 'count', of: ({ sockets }) => sockets, line: 1 };

export const measuresOf = (service: ServiceName): readonly InstanceMeasure[] =>
  service === 'receiver' ? [...MEASURES, SOCKETS] : MEASURES;

export const LANE_MEASURES: readonly Measure<LaneReport, 'waiting' | 'active' | 'oldest'>[] = [
  { name: 'waiting', kind: 'count', of: ({ waiting }) => waiting, line: 10 },
  { name: 'active', kind: 'count', of: ({ active }) => active, line: 10 },
  {
    name: 'oldest',
    kind: 'age',
    of: ({ oldestAgeMs }) => oldestAgeMs,
    line: 1_000,
    isBad: (value) => value > LATE_MS,
  },
];
