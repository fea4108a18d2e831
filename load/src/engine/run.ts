import type { Target } from '../target/target.js';
import type { RunOptions } from './run-options.js';
import type { PhaseName, RunResult, Sample } from './run-result.js';

/** What a run tells while it is under way. */
export interface RunListener {
  /** Once a second. */
  sample?(sample: Sample): void;
  /** A phase begins, or has come so far. */
  phase?(name: PhaseName, progress?: { done: number; of: number }): void;
}

/**
 * Puts load on a target and finds out what became of every message. An aborted signal ends it early, with the
 * signal's reason. @throws TargetUnreachableError, RunOptionsError
 */
export type Run = (
  target: Target,
  options: RunOptions,
  on?: RunListener,
  signal?: AbortSignal,
) => Promise<RunResult>;
