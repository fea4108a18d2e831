import type { Verdict } from '../verdict/verdict.js';

/** What the command answers its caller with. */
export const EXIT = {
  ok: 0,
  usage: 1,
  /** A threshold does not hold, or the run has not shown that all is right. */
  threshold: 2,
  correctness: 3,
  unreachable: 4,
  /** A mistake of the load tester's own, told with a stack trace. */
  failed: 5,
  /** As shells have it for Ctrl-C. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * The worst decides: a wrong message weighs more than a slow one, and a slow one more than a run that somebody cut
 * short. A run in which nothing was accepted, or of which something was refused, not answered or not stored, has not
 * shown that all is right, so it does not pass; nor does one in which the generator was the bottleneck, unless that is
 * allowed.
 */
export function exitCodeOf(
  verdict: Verdict,
  how: { allowInvalid: boolean; wasInterrupted: boolean },
): ExitCode {
  if (verdict.kind === 'faulty') return EXIT.correctness;
  if (verdict.kind === 'over-threshold') return EXIT.threshold;
  if (verdict.kind === 'unproven') return how.wasInterrupted ? EXIT.interrupted : EXIT.threshold;
  if (verdict.kind === 'invalid' && !how.allowInvalid) return EXIT.threshold;
  return how.wasInterrupted ? EXIT.interrupted : EXIT.ok;
}
