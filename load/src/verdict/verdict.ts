import { FAULTS, type RunResult } from '../engine/run-result.js';
import { describeOutcome, type Outcome } from './threshold.js';

/** What a run comes to, worst first: wrong messages, too slow, shown nothing, fine. */
export interface Verdict {
  kind: 'faulty' | 'over-threshold' | 'invalid' | 'passed';
  /** A sentence each; none for a run that passed. */
  reasons: string[];
}

/** How many faults there are, of all kinds together. */
export const faultCount = ({ correctness }: RunResult): number =>
  FAULTS.reduce((sum, fault) => sum + correctness[fault], 0);

/** A wrong message fails a run whatever the thresholds say. */
export function verdictOf(result: RunResult, outcomes: readonly Outcome[]): Verdict {
  const broken = outcomes.filter(({ holds }) => !holds);
  const faults = FAULTS.filter((fault) => result.correctness[fault] > 0);
  const reasons = [
    ...faults.map((fault) => `${result.correctness[fault].toLocaleString('en')} ${FAULT_NAMES[fault]}`),
    ...broken.map(describeOutcome),
    ...(result.isValid ? [] : [`the generator was the bottleneck: ${result.invalidBecause.join(', ')}`]),
  ];
  if (faults.length > 0) return { kind: 'faulty', reasons };
  if (broken.length > 0) return { kind: 'over-threshold', reasons };
  return { kind: result.isValid ? 'passed' : 'invalid', reasons };
}

/** The faults as people read them. */
export const FAULT_NAMES: Record<(typeof FAULTS)[number], string> = {
  lost: 'lost',
  duplicated: 'duplicated',
  reordered: 'reordered',
  wrongRecipient: 'at a wrong recipient',
  unreadWrong: 'with a wrong unread count',
  historyWrong: 'wrong in the history',
  deadLetters: 'in the dead letter queue',
};

/** A verdict in a few words. */
export const HEADLINES: Record<Verdict['kind'], string> = {
  passed: 'Passed',
  invalid: 'Invalid: this run says nothing about Converge',
  'over-threshold': 'Failed: a threshold does not hold',
  faulty: 'Failed: messages are wrong',
};
