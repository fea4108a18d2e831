import type { RunOptions } from '../engine/run-options.js';
import type { RunResult } from '../engine/run-result.js';
import type { StackSize, StackTarget } from '../target/start-stack.js';
import { tierCost, type Tier, type TierCost } from './cost.js';

/** What is asked of a scaling measurement. */
export interface ScalePlan {
  /** The same load for every step; people are dealt out to all instances that there are. */
  options: RunOptions;
  /** Numbers of instances, ascending: 1, 2, 3. */
  counts: readonly number[];
  workers: number;
}

/** A number of instances of one tier, with one of the other. */
export interface ScaleStep {
  cost: TierCost;
  result: RunResult;
}

/** What is needed to measure. */
export interface ScaleTools {
  startStack(size: StackSize): Promise<StackTarget>;
  run(target: StackTarget, options: RunOptions): Promise<RunResult>;
  /** True: the step under way was the last. */
  wasStopped?(): boolean;
}

/** More receivers at one sender, then more senders at one receiver: every step on a stack of its own. */
export async function measureScale(plan: ScalePlan, tools: ScaleTools): Promise<ScaleStep[]> {
  const steps: ScaleStep[] = [];
  for (const tier of ['receivers', 'senders'] as const) {
    for (const instances of plan.counts) {
      if (tools.wasStopped?.() === true) return steps;
      steps.push(await measureStep(tier, instances, plan, tools));
    }
  }
  return steps;
}

/** One step. People reach their instances past nginx, whose work is none of theirs. */
export async function measureStep(
  tier: Tier,
  instances: number,
  plan: Pick<ScalePlan, 'options' | 'workers'>,
  tools: ScaleTools,
): Promise<ScaleStep> {
  const size = { senders: 1, receivers: 1, workers: plan.workers, isDirect: true, [tier]: instances };
  const stack = await tools.startStack(size);
  try {
    const dealtOut = { senders: 'all', receivers: 'all', pin: { kind: 'round-robin' } } as const;
    const result = await tools.run(stack, { ...plan.options, ...dealtOut });
    return { cost: tierCost(tier, result), result };
  } finally {
    await stack.stop();
  }
}
