import { run } from '../../engine/run.js';
import type { RunOptions } from '../../engine/run-options.js';
import type { RunResult } from '../../engine/run-result.js';
import type { Tier, TierCost } from '../../scale/cost.js';
import { costOf, loadOf, TIERS, type MeasuredStep, type Step } from '../../scale/scale.js';
import { doubtsOf, faultCount } from '../../verdict/verdict.js';
import { findCores, type Cores } from '../cores.js';
import type { Bar, Figure, Part, PartContext } from '../part.js';
import { ratios } from '../statistics.js';
import type { RunningStack } from '../subjects/stack.js';

const UNITS: Record<Tier, string> = { senders: 'operations', receivers: 'deliveries' };
/** How much of what a CPU second does must be left to call it flat. */
const FLAT = 0.8;

export const scale: Part = {
  name: 'scale',
  title: 'More instances',
  about:
    'The load tester on 1, 2 and 3 receivers with one sender, and on 1, 2 and 3 senders with one receiver, people dealt out evenly. The load ' +
    'grows with the tier: each receiver serves as many participants of every chat, each sender takes as many messages. All share the cores ' +
    'of one machine: no rate can show here that more instances take more. What is shown is cost: what a CPU second of the tier does must ' +
    'not fall as there are more of it. On Linux the instances of the tier share one core that is theirs, and the tester, the stores and the ' +
    'other services share the rest, so that none of them costs the tier its caches. Every message of every run is verified.',
  async run(context) {
    const counts = context.pick([1, 2, 3], [1, 2]);
    const most = counts.at(-1)!;
    const stack = await context.startStack({ senders: most, receivers: most });
    const cores = findCores();
    if (cores) context.onEnd(() => cores.release());
    const measure = createMeasure(context, stack, cores);
    if (!context.isSmoke) {
      context.say('warming up all instances');
      for (const tier of TIERS) await measure({ tier, instances: most });
    }
    const steps = TIERS.flatMap((tier) => counts.map((instances) => ({ tier, instances })));
    const found = await context.interleave(
      Object.fromEntries(steps.map((step) => [nameOf(step), () => measure(step)])),
    );

    const costs = (step: Step) => found[nameOf(step)]!.map(({ cost }) => cost);
    const perCpuSecond = (tier: Tier, instances: number) =>
      costs({ tier, instances }).map(({ unitsPerCpuSecond }) => unitsPerCpuSecond);
    const bar = ({ tier, instances }: Step): Bar => ({
      label: `${UNITS[tier]} per CPU second of ${instances} ${tier} against 1`,
      values: ratios(perCpuSecond(tier, instances), perCpuSecond(tier, 1)),
      ...{ unit: 'x', wanted: { atLeast: FLAT } },
    });
    const results = Object.values(found).flatMap((rounds) => rounds.map(({ result }) => result));
    return {
      figures: steps.flatMap((step) => figuresOf(step, costs(step))),
      bars: steps.filter(({ instances }) => instances > 1).map(bar),
      notes: [pinNote(cores), ...notesOf(results)],
    };
  },
};

const nameOf = ({ tier, instances }: Step) => `${instances} ${instances === 1 ? tier.slice(0, -1) : tier}`;

const instancesOf = ({ tier, instances }: Step): string[] =>
  Array.from({ length: instances }, (_, nth) => `${tier.slice(0, -1)}-${nth + 1}`);

const pinNote = (cores: Cores | null): string =>
  cores
    ? `The tier ran on core ${cores.names.measured}, all else on core ${cores.names.rest}.`
    : 'Nothing was pinned to a core: this machine has only one, or is not Linux.';

/** Runs on the instances 1..n of a stack that has enough of them. */
function createMeasure(context: PartContext, stack: RunningStack, cores: Cores | null) {
  const options = optionsOfOne(context);
  let runs = 0;
  return async (step: Step): Promise<MeasuredStep> => {
    cores?.setApart(instancesOf(step).map((name) => stack.pidOf(name)));
    const result = await run(stack, loadOf(step, options, ++runs));
    const doubts = doubtsOf(result);
    if (faultCount(result) > 0 || doubts.length > 0)
      throw new Error(
        `${nameOf(step)}: ${JSON.stringify([...doubts, ...result.correctness.offenders.slice(0, 3)])}`,
      );
    return { result, cost: costOf(step, result) };
  };
}

/**
 * The load of one sender and one receiver: enough that a process does more than just be there, and three times as much
 * still less than what two cores hold with the tester on them.
 */
const optionsOfOne = (context: PartContext): RunOptions => ({
  ...{ users: context.pick(60, 4), chats: context.pick(30, 2), members: context.pick(4, 2) },
  ...{ rate: context.pick(150, 10), inFlight: null, editRatio: 0, readRatio: 0 },
  ...{ rampMs: context.pick(1000, 0), warmUpMs: context.pick(2000, 500) },
  // Longer than a pause of the machine, in a smoke too: where nothing was done nothing has a cost.
  ...{ durationMs: context.pick(8000, 5000), drainMs: 30_000 },
  ...{ senders: [1], receivers: [1], pin: { kind: 'round-robin' }, seed: 0, threads: 1 },
});

function figuresOf(step: Step, costs: readonly TierCost[]): Figure[] {
  const figure = (measure: string, of: (cost: TierCost) => number): Figure => ({
    ...{ subject: nameOf(step), measure },
    values: costs.map(of),
  });
  return [
    figure('operations or deliveries/s', ({ unitsPerSecond }) => unitsPerSecond),
    figure('per CPU second', ({ unitsPerCpuSecond }) => unitsPerCpuSecond),
    figure('CPU us each', ({ cpuUsPerUnit }) => cpuUsPerUnit),
    figure('share of the busiest', ({ busiestShare }) => busiestShare),
  ];
}

/** A generator that was late says nothing of latencies; the cost is what it is. */
function notesOf(results: readonly RunResult[]): string[] {
  const late = results.filter(({ isValid }) => !isValid);
  if (late.length === 0) return [];
  const [{ invalidBecause }] = late as [RunResult];
  return [
    `In ${late.length} of ${results.length} runs the tester was itself late: ${invalidBecause.join(', ')}.`,
  ];
}
