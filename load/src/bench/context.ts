import type { PartContext } from './part.js';
import type { Progress } from './progress.js';
import { startBaseline } from './subjects/baseline.js';
import { startStack } from './subjects/stack.js';

export interface Effort {
  rounds: number;
  holdMs: number;
  isSmoke: boolean;
}

/** What one part works with. `end` stops all that it has started, the last first; call it however the part ended. */
export function createContext(effort: Effort, progress: Progress) {
  const stops: (() => void | Promise<void>)[] = [];
  const onEnd = (stop: () => void | Promise<void>) => void stops.push(stop);
  const say = (text: string) => progress.say(text);

  const context: PartContext = {
    ...effort,
    pick: (inEarnest, inSmoke) => (effort.isSmoke ? inSmoke : inEarnest),
    say,
    onEnd,
    async interleave(subjects, between = async () => {}) {
      const names = Object.keys(subjects) as (keyof typeof subjects)[];
      const found = Object.fromEntries(names.map((name) => [name, [] as unknown[]]));
      for (let round = 1; round <= effort.rounds; round++) {
        progress.startRound(round, effort.rounds);
        for (const name of round % 2 === 1 ? names : names.toReversed()) {
          say(name);
          found[name]!.push(await subjects[name]());
          await between();
        }
      }
      return found as never;
    },
    async startStack(size) {
      say('starting a stack');
      const stack = await startStack(size);
      onEnd(() => stack.stop());
      return stack;
    },
    async startBaseline(stack, unread) {
      say('starting the baseline');
      const baseline = await startBaseline(stack, unread);
      onEnd(() => baseline.stop());
      return baseline;
    },
  };

  return {
    context,
    /** @throws AggregateError of those that could not be stopped; the others are. */
    async end(): Promise<void> {
      const errors: unknown[] = [];
      for (const stop of stops.toReversed()) {
        try {
          await stop();
        } catch (error) {
          errors.push(error);
        }
      }
      if (errors.length > 0) throw new AggregateError(errors, 'something of the part could not be stopped');
    },
  };
}
