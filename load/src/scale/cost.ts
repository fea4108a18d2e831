import type { ProcessUsage, RunResult } from '../engine/run-result.js';

/** Which kind of instance there is more of. */
export type Tier = 'senders' | 'receivers';

/** What a number of instances of a tier did in the steady phase, and what it cost them. */
export interface TierCost {
  tier: Tier;
  instances: number;
  /** What senders have accepted (messages, edits, read receipts); deliveries of receivers. */
  units: number;
  unitsPerSecond: number;
  /** Of all instances of the tier together. */
  cpuSeconds: number;
  unitsPerCpuSecond: number;
  cpuUsPerUnit: number;
  /** The part of the units' cost that fell on the busiest instance: 1 / instances when the work is evenly shared. */
  busiestShare: number;
}

const NAMES: Record<Tier, RegExp> = { senders: /^sender-\d+$/, receivers: /^receiver-\d+$/ };

/** Reads the cost of a tier off a run. Throws when the run has no figures of its processes. */
export function tierCost(tier: Tier, { phases, processes, rate, counts }: RunResult): TierCost {
  const steady = phases.find(({ name }) => name === 'steady');
  const ours = processes.filter(({ name }) => NAMES[tier].test(name));
  if (steady === undefined || ours.length === 0) throw new Error(`The run has no figures of its ${tier}.`);
  const seconds = steady.ms / 1_000;
  const costs = ours.map((process) => cpuSecondsWithin(process, steady.atMs, steady.atMs + steady.ms));
  const cpuSeconds = costs.reduce((sum, cost) => sum + cost, 0);
  const units = tier === 'senders' ? rate.achieved * seconds + counts.reads : counts.delivered;
  return {
    ...{ tier, instances: ours.length, units, unitsPerSecond: units / seconds },
    ...{ cpuSeconds, unitsPerCpuSecond: units / cpuSeconds, cpuUsPerUnit: (cpuSeconds * 1e6) / units },
    busiestShare: Math.max(...costs) / cpuSeconds,
  };
}

/** Each value is the share since the one before; what of that time is within the window counts. */
function cpuSecondsWithin({ cpu }: ProcessUsage, fromMs: number, toMs: number): number {
  return cpu.reduce((sum, { atMs, share }, n) => {
    const since = cpu[n - 1]?.atMs ?? atMs;
    const overlap = Math.max(0, Math.min(atMs, toMs) - Math.max(since, fromMs));
    return sum + (share * overlap) / 1_000;
  }, 0);
}
