import { run } from '../engine/run.js';
import type { RunOptions } from '../engine/run-options.js';
import type { RunResult } from '../engine/run-result.js';
import type { Target } from '../target/target.js';
import { Interrupted, type Interruption } from './interruption.js';
import { LiveDisplay } from './live-display.js';

/** One run with its live line, that ends in order when somebody wants it to; null: that was before it sent anything. */
export async function measure(
  target: Target,
  options: RunOptions,
  { signal }: Interruption,
): Promise<RunResult | null> {
  const display = new LiveDisplay(options);
  const listener = {
    stop: signal,
    sample: display.show.bind(display),
    phase: display.enter.bind(display),
  };
  try {
    return await run(target, options, listener);
  } catch (error) {
    if (error instanceof Interrupted) return null;
    throw error;
  } finally {
    display.end();
  }
}
