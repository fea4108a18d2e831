import type { RunOptions } from './run-options.js';
import type { RunResult } from './run-result.js';
import type { Totals } from './totals.js';

/** What a result says of how much was done. */
export function countsOf(
  { steady, achieved, reconnects, resumed, gaps, errors }: Totals,
  uncertain: number,
  { durationMs }: RunOptions,
): Pick<RunResult, 'counts' | 'rate' | 'errors'> {
  const seconds = durationMs / 1000;
  return {
    counts: { ...steady, reconnects, resumed, gaps, uncertain },
    rate: { asked: steady.asked / seconds, achieved: achieved / seconds },
    errors,
  };
}
