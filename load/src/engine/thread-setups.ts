import type { Prepared } from './prepare.js';
import type { RunBeginning } from './run-clock.js';
import type { RunOptions } from './run-options.js';
import { RunOptionsError } from './run-options-error.js';
import type { ThreadSetup } from './thread/protocol.js';

/**
 * Deals a run out to its threads: each has the people whose index leaves its number, and, where somebody of them can
 * write, its share of what is in flight. @throws RunOptionsError
 */
export function threadSetups(
  options: RunOptions,
  { chats, setups }: Prepared,
  run: { beginning: RunBeginning; tag: number },
): ThreadSetup[] {
  const { seed, editRatio, readRatio, rate, rampMs, inFlight } = options;
  if (chats.length === 0 && (inFlight ?? rate) > 0) throw new RunOptionsError('Messages need a chat.');
  const threads = Math.min(options.threads, options.users);
  const plan = { seed, editRatio, chats: chats.map(({ members }) => members) };
  const writing = [...new Set(plan.chats.flat().map((person) => person % threads))].sort((a, b) => a - b);
  const steadyMs = steadyAfterMs(options);
  const shareOf = (thread: number, all: number) => {
    const place = writing.indexOf(thread);
    return place < 0 ? 0 : Math.max(0, Math.ceil((all - place) / writing.length));
  };
  return Array.from({ length: threads }, (_, thread) => ({
    ...{ ...run, thread, threads, plan, readRatio, chats },
    pace: {
      ...{ rate, rampMs, steadyMs, endMs: steadyMs + options.durationMs },
      inFlight: inFlight === null ? null : shareOf(thread, inFlight),
    },
    people: setups.filter(({ index }) => index % threads === thread),
  }));
}

/** From the first operation to the first that counts. */
export const steadyAfterMs = ({ warmUpMs, rampMs }: RunOptions): number => Math.max(warmUpMs, rampMs);
