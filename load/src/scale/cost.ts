import type { ProcessUsage, RunResult } from '../engine/run-result.js';

/** Which kind of instance there is more of. */
export type Tier = 'senders' | 'receivers';

/** What a number of instances of a tier did in the steady phase, and what it cost them. */
export interface TierCost {
  tier: Tier;
  instances: number;
  /** What senders have accepted (messages, edits, read receipts); deliveries of receivers, also those to authors. */
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
export function tierCost(tier: Tier, { options, phases, processes, rate, counts }: RunResult): TierCost {
  const steady = phases.find(({ name }) => name === 'steady');
  const ours = processes.filter(({ name }) => NAMES[tier].test(name));
  if (steady === undefined || ours.length === 0) throw new Error(`The run has no figures of its ${tier}.`);
  const seconds = steady.ms / 1_000;
  const costs = ours.map((process) => cpuSecondsWithin(process, steady.atMs, steady.atMs + steady.ms));
  const cpuSeconds = costs.reduce((sum, cost) => sum + cost, 0);
  const units =
    tier === 'senders'
      ? rate.achieved * seconds + counts.reads
      : withAuthors(counts.delivered, options.members);
  return {
    ...{ tier, instances: ours.length, units, unitsPerSecond: units / seconds },
    ...{ cpuSeconds, unitsPerCpuSecond: units / cpuSeconds, cpuUsPerUnit: (cpuSeconds * 1e6) / units },
    busiestShare: Math.max(...costs) / cpuSeconds,
  };
}

/**
 * The run counts what comes to others. A receiver serves the author's own feed as well: without it, each would seem to
 * do more as chats grow with their number.
 */
const withAuthors = (delivered: number, members: number): number => (delivered * members) / (members - 1);

/** Of each value counts what of its time is within the window; a hole is as dear as what is known beside it. */
function cpuSecondsWithin({ cpu }: ProcessUsage, fromMs: number, toMs: number): number {
  let [usedMs, knownMs] = [0, 0];
  for (const { sinceMs, atMs, share } of cpu) {
    const overlapMs = Math.max(0, Math.min(atMs, toMs) - Math.max(sinceMs, fromMs));
    usedMs += share * overlapMs;
    knownMs += overlapMs;
  }
  return knownMs === 0 ? 0 : ((usedMs / knownMs) * (toMs - fromMs)) / 1_000;
}
