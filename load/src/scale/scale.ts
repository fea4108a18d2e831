import type { RunOptions } from '../engine/run-options.js';
import type { RunResult } from '../engine/run-result.js';
import { tierCost, type Tier, type TierCost } from './cost.js';

/** What is asked of a scaling measurement. */
export interface ScalePlan {
  /** The load of one sender and one receiver; more of them are given more. */
  options: RunOptions;
  /** Numbers of instances, ascending: 1, 2, 3. The stack must have the last of them of both. */
  counts: readonly number[];
}

/** A number of instances of one tier, with one of the other. */
export interface Step {
  tier: Tier;
  instances: number;
}

export interface MeasuredStep {
  cost: TierCost;
  result: RunResult;
}

/** What is needed to measure. */
export interface ScaleTools {
  /** Null: stopped before anything was sent. */
  run(options: RunOptions): Promise<RunResult | null>;
  say(text: string): void;
  /** True: a step that is under way is cut short, and none follows. */
  wasStopped(): boolean;
}

/** In the order in which they are measured. */
export const TIERS: readonly Tier[] = ['receivers', 'senders'];

/**
 * More receivers at one sender, then more senders at one receiver, all on one stack whose instances were warmed up.
 * Answers the steps that came to their end.
 */
export async function measureScale(plan: ScalePlan, tools: ScaleTools): Promise<MeasuredStep[]> {
  const most = plan.counts.at(-1)!;
  // A process that has just started is slower than it will be.
  const warmUps = TIERS.map((tier) => ({ tier, instances: most }));
  const steps = TIERS.flatMap((tier) => plan.counts.map((instances) => ({ tier, instances })));
  const measured: MeasuredStep[] = [];
  for (const [n, step] of [...warmUps, ...steps].entries()) {
    if (tools.wasStopped()) break;
    const isWarmUp = n < warmUps.length;
    tools.say(`${isWarmUp ? 'Warming up' : 'Measuring'}: ${step.tier} ${step.instances} …`);
    const result = await tools.run(loadOf(step, plan.options, n));
    if (result !== null && !isWarmUp && !tools.wasStopped())
      measured.push({ result, cost: costOf(step, result) });
  }
  return measured;
}

/**
 * What a step is asked to do: each instance as much as one alone. That is how a system grows. Were the load the same,
 * the participants of a chat would be spread over more receivers, of which each decodes its every event: three would
 * look dearer than one, whatever they are.
 */
export function loadOf({ tier, instances }: Step, options: RunOptions, nth: number): RunOptions {
  const [senders, receivers] = tier === 'senders' ? [instances, 1] : [1, instances];
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
  return {
    ...options,
    ...{ users: options.users * receivers, members: options.members * receivers },
    ...{ rate: options.rate * senders, inFlight: options.inFlight && options.inFlight * senders },
    ...{ senders: numbers(senders), receivers: numbers(receivers), pin: { kind: 'round-robin' } },
    // Other people each time: nobody's history grows from step to step.
    seed: options.seed + nth,
  };
}

/** The cost of those that took part; what the others cost by being there is not theirs. */
export function costOf({ tier, instances }: Step, result: RunResult): TierCost {
  const tookPart = ({ name }: { name: string }): boolean => Number(/-(\d+)$/.exec(name)?.[1]) <= instances;
  return tierCost(tier, { ...result, processes: result.processes.filter(tookPart) });
}
