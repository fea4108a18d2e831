import { run } from '../engine/run.js';
import type { RunOptions } from '../engine/run-options.js';
import type { RunResult } from '../engine/run-result.js';
import type { Target } from '../target/target.js';
import type { Interruption } from './interruption.js';
import { LiveDisplay } from './live-display.js';

/** One run with its live line. */
export async function measure(
  target: Target,
  options: RunOptions,
  { signal }: Interruption,
): Promise<RunResult> {
  const display = new LiveDisplay(options);
  const listener = {
    sample: display.show.bind(display),
    phase: display.enter.bind(display),
  };
  try {
    return await run(target, options, listener, signal);
  } finally {
    display.end();
  }
}
