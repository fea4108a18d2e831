import type { ExecutionResult } from 'graphql';

/** As many frames of a subscription stay readable. */
const KEPT = 50;

/**
 * GraphiQL shows the last frame only, but events come in bursts (`Persisted` follows `MessageAdded` within milliseconds): here
 * each frame is shown with those before it, the latest first.
 */
export function withEarlierFrames<Frame>(
  frames: AsyncIterable<Frame>,
  now: () => string = () => new Date().toISOString(),
): AsyncIterableIterator<ExecutionResult> {
  const source = frames[Symbol.asyncIterator]();
  const kept: unknown[] = [];
  let count = 0;
  return {
    async next() {
      const { done, value: frame } = await source.next();
      if (done) return { done, value: undefined };
      kept.unshift({ frame: ++count, receivedAt: now(), ...frame });
      kept.length = Math.min(kept.length, KEPT);
      return { done: false, value: { frames: [...kept] } as ExecutionResult };
    },
    // At once: that of a generator would wait until a quiet subscription has one more frame.
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
