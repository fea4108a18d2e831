import { run } from '../../engine/run.js';
import type { RunOptions } from '../../engine/run-options.js';
import type { RunResult } from '../../engine/run-result.js';
import { tierCost, type Tier, type TierCost } from '../../scale/cost.js';
import { measureStep, type ScaleTools } from '../../scale/scale.js';
import { startStack } from '../../target/start-stack.js';
import { faultCount } from '../../verdict/verdict.js';
import type { Bar, Figure, Part, PartContext } from '../part.js';
import { ratios } from '../statistics.js';

/** Instances of one tier, the other having one. */
interface Step {
  tier: Tier;
  instances: number;
  subject: string;
}

const UNITS: Record<Tier, string> = { senders: 'operations', receivers: 'deliveries' };

export const scale: Part = {
  name: 'scale',
  title: 'More instances',
  about:
    'The same load by the load tester, on 1, 2 and 3 receivers with one sender, then on 1, 2 and 3 senders with one receiver, people dealt ' +
    'out evenly. All of them share the cores of one machine, so what is shown is cost: what a CPU second of a tier does, which must not fall ' +
    'as there are more of it. Every message of every run is verified.',
  async run(context) {
    const counts = context.pick([1, 2, 3], [1, 2]);
    const most = counts.at(-1)!;
    // One of each is the first step of both.
    const steps: Step[] = [
      ...counts.map((count) => stepOf('receivers', count)),
      ...counts.slice(1).map((count) => stepOf('senders', count)),
    ];
    const options = optionsFor(context);
    const found = await context.interleave<string, RunResult>(
      Object.fromEntries(steps.map((step) => [step.subject, () => measured(step, options)])),
    );

    const costs = (tier: Tier, count: number) =>
      found[stepOf(tier, count).subject]!.map((result) => tierCost(tier, result));
    const bar = (tier: Tier): Bar => ({
      label: `${UNITS[tier]} per CPU second of ${most} ${tier} against 1`,
      values: ratios(costs(tier, most).map(perCpuSecond), costs(tier, 1).map(perCpuSecond)),
      ...{ unit: 'x', wanted: { atLeast: FLAT } },
    });
    const tiers: Tier[] = ['receivers', 'senders'];
    return {
      figures: tiers.flatMap((tier) => counts.flatMap((count) => figuresOf(tier, count, costs(tier, count)))),
      bars: tiers.map(bar),
      notes: notesOf(Object.values(found).flat()),
    };
  },
};

const ALONE = 'one of each';
/** How much of it must be left to be called flat. */
const FLAT = 0.8;
const several = (count: number, tier: Tier) => `${count} ${count === 1 ? tier.slice(0, -1) : tier}`;
const stepOf = (tier: Tier, instances: number): Step => ({
  ...{ tier, instances },
  subject: instances === 1 ? ALONE : several(instances, tier),
});
const perCpuSecond = ({ unitsPerCpuSecond }: TierCost) => unitsPerCpuSecond;

/** Enough that a process does more than just be there, and less than what two cores hold with the tester on them. */
function optionsFor(context: PartContext): RunOptions {
  return {
    ...{ users: context.pick(200, 6), chats: context.pick(100, 3), members: context.pick(5, 3) },
    ...{ rate: context.pick(300, 10), inFlight: null, editRatio: 0, readRatio: 0 },
    ...{ rampMs: context.pick(2000, 0), warmUpMs: context.pick(3000, 500) },
    ...{ durationMs: context.pick(10_000, 2000), drainMs: 30_000 },
    ...{ senders: 'all', receivers: 'all', pin: { kind: 'round-robin' }, seed: 1, threads: 1 },
  };
}

async function measured({ tier, instances, subject }: Step, options: RunOptions): Promise<RunResult> {
  const tools: ScaleTools = { startStack, run: (target, load) => run(target, load) };
  const { result } = await measureStep(tier, instances, { options, workers: 1 }, tools);
  if (faultCount(result) > 0)
    throw new Error(`${subject}: ${JSON.stringify(result.correctness.offenders.slice(0, 3))}`);
  return result;
}

function figuresOf(tier: Tier, count: number, costs: readonly TierCost[]): Figure[] {
  const figure = (measure: string, of: (cost: TierCost) => number): Figure => ({
    ...{ subject: several(count, tier), measure },
    values: costs.map(of),
  });
  return [
    figure('operations or deliveries/s', ({ unitsPerSecond }) => unitsPerSecond),
    figure('per CPU second', perCpuSecond),
    figure('CPU us each', ({ cpuUsPerUnit }) => cpuUsPerUnit),
    figure('share of the busiest', ({ busiestShare }) => busiestShare),
  ];
}

/** A generator that was late says nothing of latencies; the cost is what it is. */
function notesOf(results: readonly RunResult[]): string[] {
  const late = results.filter(({ isValid }) => !isValid);
  if (late.length === 0) return [];
  return [
    `In ${late.length} of ${results.length} runs the tester was itself late: ${late[0]!.invalidBecause.join(', ')}.`,
  ];
}
