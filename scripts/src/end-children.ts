import type { WatchedChild } from './watchdog-protocol.js';
import { isAlive, killGroup, signal, waitUntilGone } from './processes.js';

/** How long each rank gets before it is killed: nobody watches this ending, so it is short. */
const RANK_DEADLINE_MS = 3_000;

/**
 * Ends children whose supervisor is gone, rank by rank, services before the stores they use.
 * Only processes that are still the very same ones are touched.
 */
export async function endChildren(children: readonly WatchedChild[]): Promise<WatchedChild[]> {
  const alive = children.filter(isAlive);
  const ranks = [...new Set(alive.map((child) => child.rank))].sort((a, b) => b - a);
  for (const rank of ranks) {
    const those = alive.filter((child) => child.rank === rank);
    for (const child of those) {
      signal(child.pid, child.stopSignal);
      signal(-child.pid, 'SIGCONT');
    }
    for (const { pid } of await waitUntilGone(those, RANK_DEADLINE_MS)) killGroup(pid);
    // The leader may be gone and its group not (nginx's workers).
    for (const { pid } of those) killGroup(pid);
  }
  return alive;
}
