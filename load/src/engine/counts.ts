import type { RunResult } from './run-result.js';
import type { Totals } from './totals.js';

/** What a result says of how much was done. */
export function countsOf(
  { whole, messages, steady, achieved, reconnects, resumed, gaps, errors }: Totals,
  { uncertain, unverified }: { uncertain: number; unverified: number },
  steadyMs: number,
): Pick<RunResult, 'counts' | 'rate' | 'errors'> {
  const perSecond = (count: number) => (steadyMs > 0 ? (count * 1000) / steadyMs : 0);
  return {
    counts: {
      ...{ ...steady, refused: whole.refused },
      reconnects,
      resumed,
      gaps,
      uncertain,
      unstored: messages - whole.stored,
      unverified,
    },
    rate: { asked: perSecond(steady.asked), achieved: perSecond(achieved) },
    errors,
  };
}
