import { performance } from 'node:perf_hooks';

/** The beginning of a run, for its threads to count from. */
export interface RunBeginning {
  /** Milliseconds since the epoch, and of the machine's steady clock, at the same moment. */
  epochMs: number;
  steadyMs: number;
}

const steadyMs = () => Number(process.hrtime.bigint()) / 1e6;

export const beginNow = (): RunBeginning => ({ epochMs: Date.now(), steadyMs: steadyMs() });

/** Milliseconds since the run began, by a clock that every thread reads alike and nobody sets. */
export function runClock(beginning: RunBeginning): () => number {
  // `performance.now` is the same steady clock, counted from the start of each thread, and cheaper.
  const offset = steadyMs() - performance.now() - beginning.steadyMs;
  return () => performance.now() + offset;
}
