import { TargetUnreachableError } from '../target/target.js';
import type { Place } from './check/chat-view.js';
import type { RunOptions } from './run-options.js';
import { steadyAfterMs } from './thread-setups.js';
import type { Ledger } from './thread/protocol.js';
import type { Threads } from './threads.js';
import type { Timeline } from './timeline.js';
import { isQuiet } from './totals.js';

/** More than thousands of feeds need to come up one after the other. */
const CONNECTED_WITHIN_MS = 120_000;
/** Time for the word `go` to reach every thread. */
const HEAD_START_MS = 100;

/** Long after the last answer; what has not come by then does not come. */
const LAST_EVENTS_WITHIN_MS = 2_000;

export interface PhasesOptions {
  threads: Pick<Threads, 'tell' | 'pass' | 'until' | 'ledgersOf' | 'totals'>;
  timeline: Timeline;
  now(): number;
  steadyBegins(): void;
  steadyEnds(): void;
  /** Waits until nothing waits to be stored, so long at the most. */
  lanesEmpty(withinMs: number): Promise<unknown>;
  /** Where each chat stands; null: nobody says. */
  places(): Promise<readonly (Place | null)[]>;
}

/** From the first connection to the word of each thread what it has seen. @throws TargetUnreachableError */
export async function goThroughPhases(options: RunOptions, parts: PhasesOptions): Promise<Ledger[]> {
  const { threads, timeline, now } = parts;
  threads.tell({ type: 'connect' });
  const isConnected = await threads.until(({ connections }) => {
    timeline.progress(connections, options.users);
    return connections === options.users;
  }, CONNECTED_WITHIN_MS);
  if (!isConnected) throw unconnected(threads, options.users);

  timeline.begin('warm-up');
  const from = now() + HEAD_START_MS;
  const steadyAt = from + steadyAfterMs(options);
  const steadyUntil = steadyAt + options.durationMs;
  threads.tell({ type: 'go', at: from });
  await threads.pass(steadyAt - now());

  // The threads count from and to these moments, however late it is noticed here; earlier it is where all was stopped.
  timeline.begin('steady', Math.min(steadyAt, now()));
  parts.steadyBegins();
  await threads.pass(steadyUntil - now());
  parts.steadyEnds();

  timeline.begin('drain', Math.min(steadyUntil, now()));
  const drainedBy = now() + options.drainMs;
  await threads.until((totals) => isQuiet(totals, options.users), options.drainMs);
  // An edit or a marking as read says no word when it is stored; what cannot be stored is tried for a while.
  await parts.lanesEmpty(Math.max(0, drainedBy - now()));
  // An edit or a watermark that never comes leaves no hole after it: only the chat's own place tells of it.
  threads.tell({ type: 'places', places: await parts.places() });
  await threads.until(({ behind }) => behind === 0, Math.max(LAST_EVENTS_WITHIN_MS, drainedBy - now()));
  timeline.begin('verify');
  return threads.ledgersOf();
}

function unconnected({ totals }: PhasesOptions['threads'], users: number): TargetUnreachableError {
  const why = Object.entries(totals.errors).map(([error, count]) => `${error}: ${count}`);
  return new TargetUnreachableError(
    `Only ${totals.connections} of ${users} feeds could be connected. ${why.join(', ')}`,
  );
}
