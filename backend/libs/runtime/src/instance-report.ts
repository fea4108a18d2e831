import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { CircuitState, InstanceReport } from '@converge/domain';
import { quantile, type Clock } from './clock.js';
import { sumOf, type Tally } from './tally.js';

/** Where a report looks: the counters and clocks that /metrics tells, too. */
export interface ReportSources {
  /** What this process is there for. */
  work: readonly Tally[];
  errors: readonly Tally[];
  /** How long its work takes; of one kind, with the same bounds. */
  clocks?: readonly Clock[];
  sockets?: () => number;
  circuit?: () => CircuitState;
}

/** The loop is looked at so often; a look that is on time counts as this long, not as 0. */
const LAG_RESOLUTION_MS = 20;
/** Of less time than this nothing can be said: the last report is still true. */
const SHORTEST_MS = 500;

interface Sight {
  atMs: number;
  cpuMicros: number;
  work: number;
  errors: number;
  /** Of all clocks together, by bucket. */
  counts: number[];
}

/** Makes what an instance says of itself: each call tells of the time since the call before. */
export function createReporter(sources: ReportSources): () => InstanceReport {
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  let before = look(sources);
  let last: InstanceReport | undefined;

  return () => {
    const now = look(sources);
    const elapsedMs = now.atMs - before.atMs;
    if (last && elapsedMs < SHORTEST_MS) return last;
    const perSecond = (count: number) => (elapsedMs > 0 ? (count * 1000) / elapsedMs : 0);
    const bounds = sources.clocks?.[0]?.bounds ?? [];
    const counts = now.counts.map((count, at) => count - before.counts[at]!);
    last = {
      cpu: perSecond(now.cpuMicros - before.cpuMicros) / 1e6,
      rssBytes: process.memoryUsage.rss(),
      eventLoopLagP99Ms: Math.max(0, lag.percentile(99) / 1e6 - LAG_RESOLUTION_MS),
      workPerSecond: perSecond(now.work - before.work),
      errorsPerSecond: perSecond(now.errors - before.errors),
      p50Ms: inMs(quantile(bounds, counts, 0.5)),
      p99Ms: inMs(quantile(bounds, counts, 0.99)),
      sockets: sources.sockets?.() ?? null,
      circuit: sources.circuit?.() ?? null,
    };
    lag.reset();
    before = now;
    return last;
  };
}

function look({ work, errors, clocks = [] }: ReportSources): Sight {
  const { user, system } = process.cpuUsage();
  const counts: number[] = [];
  for (const clock of clocks) {
    clock.counts().forEach((count, at) => {
      counts[at] = (counts[at] ?? 0) + count;
    });
  }
  return {
    atMs: performance.now(),
    cpuMicros: user + system,
    work: sumOf(work),
    errors: sumOf(errors),
    counts,
  };
}

const inMs = (seconds: number | null) => (seconds === null ? null : seconds * 1000);
