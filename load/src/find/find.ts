import { type RunOptions } from '../engine/run-options.js';
import type { RunResult } from '../engine/run-result.js';
import { judge, type Outcome, type Threshold } from '../verdict/threshold.js';
import { verdictOf, type Verdict } from '../verdict/verdict.js';
import { findKnee, type Knee, type SearchPlan, type Trial } from './search.js';

/** A rate of which less was done has not been held. */
const LEAST_ACHIEVED = 0.95;

/** One rate that was tried. */
export interface Step {
  rate: number;
  trial: Trial;
  verdict: Verdict;
  outcomes: Outcome[];
  /** What was asked of this rate and not done, in words: no latency tells of it. */
  shortfalls: string[];
  result: RunResult;
}

/** What `find --out` writes. */
export interface Found {
  format: 'converge-load-find/1';
  slo: string[];
  knee: Knee;
  steps: Step[];
}

export interface Finder {
  /** Null: it was stopped before there was anything to measure. */
  run(options: RunOptions): Promise<RunResult | null>;
  tried(step: Step): void;
  wasStopped(): boolean;
}

/** Looks for the highest rate at which all of `slo` holds, by one run for each rate. */
export async function find(
  base: RunOptions,
  slo: readonly Threshold[],
  plan: SearchPlan,
  finder: Finder,
): Promise<Found> {
  const steps: Step[] = [];
  const knee = await findKnee(plan, async (rate) => {
    const result = await finder.run({ ...base, rate });
    if (result === null) return 'stopped';
    const outcomes = judge(slo, result);
    const verdict = verdictOf(result, outcomes);
    const shortfalls = shortfallsOf(result);
    const trial = trialOf(verdict, shortfalls, finder.wasStopped());
    const step = { rate, trial, verdict, outcomes, shortfalls, result };
    steps.push(step);
    finder.tried(step);
    return trial;
  });
  return { format: 'converge-load-find/1', slo: slo.map(({ text }) => text), knee, steps };
}

/** What came too late to count is in no histogram: an objective would hold without it. */
function shortfallsOf({ rate }: RunResult): string[] {
  const isShort = rate.achieved < rate.asked * LEAST_ACHIEVED;
  return isShort ? [`only ${Math.floor((rate.achieved / rate.asked) * 100)} % of the rate was reached`] : [];
}

function trialOf({ kind }: Verdict, shortfalls: readonly string[], wasStopped: boolean): Trial {
  if (kind === 'faulty') return 'wrong';
  if (wasStopped) return 'stopped';
  return kind === 'passed' && shortfalls.length === 0 ? 'held' : 'missed';
}
