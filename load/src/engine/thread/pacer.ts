import { Arrivals } from '../plan/arrivals.js';
import { operationAt, type Operation, type OperationPlan } from '../plan/operations.js';
import type { Pace } from './protocol.js';

export interface PacerOptions {
  plan: OperationPlan;
  pace: Pace;
  /** Whether an operation is this thread's. */
  isOurs(operation: Operation): boolean;
  isStopped(): boolean;
  now(): number;
  perform(operation: Operation, dueAt: number): Promise<void>;
}

/** The longest that a timer sleeps, so that an end is noticed. */
const LONGEST_SLEEP_MS = 1000;

/**
 * The open model: the moments are fixed before anything is sent, and whatever the target does, an operation begins
 * at its moment. All threads go through the same schedule and each takes what its own people do. Resolves with the
 * last beginning.
 */
export async function paceOpen(options: PacerOptions, from: number): Promise<void> {
  const { plan, pace, isOurs, isStopped, now, perform } = options;
  const arrivals = new Arrivals({ ...pace, seed: plan.seed });
  for (let number = 0; ; number++) {
    const at = arrivals.next();
    if (at === null || isStopped()) return;
    const operation = operationAt(plan, number);
    if (!isOurs(operation)) continue;
    const dueAt = from + at;
    for (let ahead = dueAt - now(); ahead > 0; ahead = dueAt - now())
      await new Promise((resolve) => setTimeout(resolve, Math.min(ahead, LONGEST_SLEEP_MS)));
    if (isStopped()) return;
    void perform(operation, dueAt);
  }
}

/** The closed model: so many operations under way at any time, until the end. Resolves with the last answer. */
export async function paceClosed(options: PacerOptions, from: number, inFlight: number): Promise<void> {
  const { plan, pace, isOurs, isStopped, now, perform } = options;
  let number = 0;
  const next = (): Operation => {
    for (;;) {
      const operation = operationAt(plan, number++);
      if (isOurs(operation)) return operation;
    }
  };
  while (now() < from) await new Promise((resolve) => setTimeout(resolve, from - now()));
  const slot = async () => {
    while (now() < from + pace.endMs && !isStopped()) await perform(next(), now());
  };
  await Promise.all(Array.from({ length: inFlight }, slot));
}
