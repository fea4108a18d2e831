import type { Prepared } from './prepare.js';
import type { RunBeginning } from './run-clock.js';
import type { RunOptions } from './run-options.js';
import type { Pace, ThreadSetup } from './thread/protocol.js';

/** Deals a run out to its threads: each has the people whose index leaves its number, and its share of what is in flight. */
export function threadSetups(
  options: RunOptions,
  { chats, setups }: Prepared,
  run: { beginning: RunBeginning; tag: number },
): ThreadSetup[] {
  const { seed, editRatio, readRatio } = options;
  const threads = Math.min(options.threads, options.users);
  const plan = { seed, editRatio, chats: chats.map(({ members }) => members) };
  return Array.from({ length: threads }, (_, thread) => ({
    ...{ ...run, thread, threads, plan, readRatio, chats },
    pace: paceOf(options, thread, threads),
    people: setups.filter(({ index }) => index % threads === thread),
  }));
}

function paceOf(options: RunOptions, thread: number, threads: number): Pace {
  const { rate, inFlight, rampMs } = options;
  const steadyMs = steadyAfterMs(options);
  const share = inFlight === null ? null : Math.ceil((inFlight - thread) / threads);
  return { rate, inFlight: share, rampMs, steadyMs, endMs: steadyMs + options.durationMs };
}

/** From the first operation to the first that counts. */
export const steadyAfterMs = ({ warmUpMs, rampMs }: RunOptions): number => Math.max(warmUpMs, rampMs);
