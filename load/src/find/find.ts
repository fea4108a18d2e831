import { type RunOptions } from '../engine/run-options.js';
import type { RunResult } from '../engine/run-result.js';
import { judge, type Outcome, type Threshold } from '../verdict/threshold.js';
import { verdictOf, type Verdict } from '../verdict/verdict.js';
import { findKnee, type Knee, type SearchPlan, type Trial } from './search.js';

/** One rate that was tried. */
export interface Step {
  rate: number;
  trial: Trial;
  verdict: Verdict;
  outcomes: Outcome[];
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
  run(options: RunOptions): Promise<RunResult>;
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
    const outcomes = judge(slo, result);
    const verdict = verdictOf(result, outcomes);
    const trial = trialOf(verdict, finder.wasStopped());
    const step = { rate, trial, verdict, outcomes, result };
    steps.push(step);
    finder.tried(step);
    return trial;
  });
  return { format: 'converge-load-find/1', slo: slo.map(({ text }) => text), knee, steps };
}

function trialOf({ kind }: Verdict, wasStopped: boolean): Trial {
  if (kind === 'faulty') return 'wrong';
  if (wasStopped) return 'stopped';
  return kind === 'passed' ? 'held' : 'missed';
}
