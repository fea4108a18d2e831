import type { ExecutionResult } from 'graphql';

/** As many frames of a subscription stay readable. */
const KEPT = 50;

/**
 * GraphiQL shows the last frame only, but events come in bursts (`Persisted` follows `MessageAdded` within milliseconds): here
 * each frame is shown with those before it, the latest first.
 */
export async function* withEarlierFrames<Frame>(
  frames: AsyncIterable<Frame>,
  now: () => string = () => new Date().toISOString(),
): AsyncGenerator<ExecutionResult> {
  const kept: unknown[] = [];
  let count = 0;
  for await (const frame of frames) {
    kept.unshift({ frame: ++count, receivedAt: now(), ...frame });
    kept.length = Math.min(kept.length, KEPT);
    yield { frames: [...kept] } as ExecutionResult;
  }
}
