import type { InstanceReport, LaneReport } from '../../sync/model';
import type { OperationsSample } from '../../sync/operations-watch';
import type { FigureKind } from './figure';
import type { Point } from './sparkline-path';

/** Every service that there must be an instance of, in the way of a message. */
export const SERVICES = ['sender', 'worker', 'receiver', 'user'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Beyond this an event waits for longer than any batch, in milliseconds. */
export const LATE_MS = 10_000;
/** Beyond this a process answers everybody late, in milliseconds. */
export const LAGGING_MS = 100;

export type MeasureName = 'work' | 'p50' | 'p99' | 'errors' | 'cpu' | 'memory' | 'lag' | 'sockets';

/** One number of an instance. */
export interface Measure {
  name: MeasureName;
  kind: FigureKind;
  of(report: InstanceReport): number | null;
  /** Drawn as a line; what fills its height at least. */
  line?: number;
  isBad?(value: number): boolean;
}

const MEASURES: readonly Measure[] = [
  { name: 'work', kind: 'rate', of: ({ perSecond }) => perSecond, line: 1 },
  { name: 'p50', kind: 'milliseconds', of: ({ p50Ms }) => p50Ms },
  { name: 'p99', kind: 'milliseconds', of: ({ p99Ms }) => p99Ms, line: 10 },
  { name: 'errors', kind: 'rate', of: ({ errorsPerSecond }) => errorsPerSecond, isBad: (value) => value > 0 },
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
const SOCKETS: Measure = { name: 'sockets', kind: 'count', of: ({ sockets }) => sockets, line: 1 };

export const measuresOf = (service: ServiceName): readonly Measure[] =>
  service === 'receiver' ? [...MEASURES, SOCKETS] : MEASURES;

/** How a number of an instance went; not known while the instance was not there. */
export const instanceLine = (
  samples: readonly OperationsSample[],
  instanceId: string,
  of: (report: InstanceReport) => number | null,
): Point[] =>
  samples.map(({ receivedAt, report }) => {
    const found = report.instances.find(({ instance }) => instance.id === instanceId);
    return { at: receivedAt, value: found ? of(found) : null };
  });

export const laneLine = (
  samples: readonly OperationsSample[],
  lane: LaneReport['lane'],
  of: (report: LaneReport) => number,
): Point[] =>
  samples.map(({ receivedAt, report }) => {
    const found = report.lanes.find((one) => one.lane === lane);
    return { at: receivedAt, value: found ? of(found) : null };
  });
