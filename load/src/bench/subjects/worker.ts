import { sumOf } from '../../engine/measure/metrics-page.js';
import type { RunningStack } from './stack.js';

/** Each look costs the worker some milliseconds, since it tells all of its metrics. */
const LOOK_EVERY_MS = 250;

/** The sum of a metric of worker-1 over its labels. Throws if it says nothing of it. */
export async function workerSays(stack: RunningStack, metric: string): Promise<number> {
  const response = await fetch(`${stack.urlOf('worker-1')}/metrics`);
  const sum = sumOf(await response.text(), metric);
  if (sum === null) throw new Error(`worker-1 does not tell ${metric}`);
  return sum;
}

/** Resolves once the worker has stored so many events since it began. */
export async function storedUpTo(stack: RunningStack, events: number): Promise<void> {
  while ((await workerSays(stack, 'converge_events_stored_total')) < events) await pause();
}

/** Between two measurements nothing of the first may still be under way. */
export async function drained(stack: RunningStack): Promise<void> {
  while ((await workerSays(stack, 'converge_lane_jobs')) > 0) await pause();
}

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
