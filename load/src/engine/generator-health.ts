import { cpus } from 'node:os';
import type { Latencies } from './measure/latencies.js';
import type { RunResult } from './run-result.js';
import type { Ledger } from './thread/protocol.js';

/** Beyond these the generator measures itself. */
const MOST_LAG_MS = 50;
const MOST_LATENESS_MS = 50;

/** How much of the machine the generator takes, from `begin` to `end`. */
export class CpuShare {
  private from = { usage: process.cpuUsage(), at: performance.now() };
  value = 0;

  begin(): void {
    this.from = { usage: process.cpuUsage(), at: performance.now() };
  }

  end(): void {
    const { user, system } = process.cpuUsage(this.from.usage);
    const ms = performance.now() - this.from.at;
    this.value = (user + system) / 1000 / ms / cpus().length;
  }
}

/** Whether the generator was the bottleneck: its loops stood still, or sends began long after they were due. */
export function generatorHealth(
  ledgers: readonly Ledger[],
  lateness: Latencies,
  cpuShare: number,
): Pick<RunResult, 'isValid' | 'invalidBecause' | 'generator'> {
  const p99EventLoopLagMs = Math.max(...ledgers.map(({ lag }) => lag.p99));
  const maxEventLoopLagMs = Math.max(...ledgers.map(({ lag }) => lag.max));
  const late = lateness.at(99);
  const invalidBecause = [
    ...(p99EventLoopLagMs > MOST_LAG_MS
      ? [`an event loop of the generator stood still for ${p99EventLoopLagMs.toFixed(0)} ms (p99)`]
      : []),
    ...(late > MOST_LATENESS_MS ? [`sends began ${late.toFixed(0)} ms after they were due (p99)`] : []),
  ];
  return {
    isValid: invalidBecause.length === 0,
    invalidBecause,
    generator: { maxEventLoopLagMs, p99EventLoopLagMs, cpuShare },
  };
}
