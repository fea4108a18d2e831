import { FAULTS, type RunResult } from '../engine/run-result.js';
import { describeOutcome, type Outcome } from './threshold.js';

/** What a run comes to, worst first: wrong messages, too slow, not seen to be right, measured badly, fine. */
export interface Verdict {
  kind: 'faulty' | 'over-threshold' | 'unproven' | 'invalid' | 'passed';
  /** A sentence each; none for a run that passed. */
  reasons: string[];
}

/** How many faults there are, of all kinds together. */
export const faultCount = ({ correctness }: RunResult): number =>
  FAULTS.reduce((sum, fault) => sum + (correctness[fault] ?? 0), 0);

/**
 * Why nobody can say that all is right, though nothing was seen to be wrong; a sentence each. How much may be refused or
 * stay uncertain is for a threshold to say, where it is among the metrics that are `judged` by one.
 */
export function doubtsOf({ counts }: RunResult, judged: readonly string[] = []): string[] {
  const { asked, accepted, unstored, unverified } = counts;
  const told = (count: number, what: string) => (count > 0 ? [`${count.toLocaleString('en')} ${what}`] : []);
  const unjudged = (metric: 'refused' | 'uncertain', what: string) =>
    judged.includes(metric) ? [] : told(counts[metric], what);
  const nothing = asked === 0 ? 'nothing was sent in the steady phase' : 'nothing was accepted';
  return [
    ...(accepted === 0 ? [nothing] : []),
    ...unjudged('refused', 'refused'),
    ...unjudged('uncertain', 'uncertain: no answer, or an internal error'),
    ...told(unstored, 'accepted but not said to be stored when the drain was over'),
    ...told(unverified, 'checks had no answer'),
  ];
}

/** A wrong message fails a run whatever the thresholds say. */
export function verdictOf(result: RunResult, outcomes: readonly Outcome[]): Verdict {
  const broken = outcomes.filter(({ holds }) => !holds);
  const { correctness } = result;
  const faults = FAULTS.map((fault) => [fault, correctness[fault] ?? 0] as const).filter(
    ([, count]) => count > 0,
  );
  const doubts = doubtsOf(
    result,
    outcomes.map(({ threshold }) => threshold.metric),
  );
  const reasons = [
    ...faults.map(([fault, count]) => `${count.toLocaleString('en')} ${FAULT_NAMES[fault]}`),
    ...broken.map(describeOutcome),
    ...doubts,
    ...(result.isValid ? [] : [`the generator was the bottleneck: ${result.invalidBecause.join(', ')}`]),
  ];
  if (faults.length > 0) return { kind: 'faulty', reasons };
  if (broken.length > 0) return { kind: 'over-threshold', reasons };
  if (doubts.length > 0) return { kind: 'unproven', reasons };
  return { kind: result.isValid ? 'passed' : 'invalid', reasons };
}

/** The faults as people read them. */
export const FAULT_NAMES: Record<(typeof FAULTS)[number], string> = {
  lost: 'lost',
  duplicated: 'duplicated',
  reordered: 'reordered',
  skipped: 'skipped by a subscription',
  wrongRecipient: 'at a wrong recipient',
  unreadWrong: 'with a wrong unread count',
  historyWrong: 'wrong in the history',
  deadLetters: 'in the dead letter queue',
};

/** A verdict in a few words. */
export const HEADLINES: Record<Verdict['kind'], string> = {
  passed: 'Passed',
  invalid: 'Invalid: this run says nothing about Converge',
  unproven: 'Failed: it was not seen that all is right',
  'over-threshold': 'Failed: a threshold does not hold',
  faulty: 'Failed: messages are wrong',
};
