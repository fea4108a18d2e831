import type { BaselineService, UnreadBy } from './subjects/baseline.js';
import type { StackSize } from '../target/start-stack.js';
import type { RunningStack } from './subjects/stack.js';

/** One question that the benchmark asks. A file below parts/ each; `parts.ts` lists them. */
export interface Part {
  /** As it is named on the command line and in the results: accept, fan-out … */
  name: string;
  /** A heading of BENCHMARKS.md. */
  title: string;
  /** One or two sentences below the heading: what is measured, and beside what. */
  about: string;
  run(context: PartContext): Promise<PartResult>;
}

/** What a part has found. Every list of values has one value a round, in the order of the rounds. */
export interface PartResult {
  /** Shown as a table: a row for each subject, a column for each measure. */
  figures: Figure[];
  bars: Bar[];
  /** Shown below the tables, a bullet each. */
  notes: string[];
}

export interface Figure {
  /** Whose figure it is: "sender, 1:1 chats", "baseline, 20 participants". */
  subject: string;
  /** What of it, with its unit: "messages/s", "p99 ms", "sender CPU us". */
  measure: string;
  values: number[];
}

/** What is asked of a figure or, mostly, of a ratio to a baseline that was measured in the same round. */
export interface Bar {
  label: string;
  values: number[];
  /** "x" for a ratio. */
  unit: string;
  wanted: { atLeast: number } | { atMost: number };
}

/** What the harness gives to a part. Whatever is started here is stopped when the part ends, however it ends. */
export interface PartContext {
  /** How often each figure is to be measured. */
  rounds: number;
  /** How long a sustained rate is to be held, in earnest. */
  holdMs: number;
  /** A check of the code, not of the speed: everything as small and as short as it can be. */
  isSmoke: boolean;
  /** The first when it is measured in earnest, the second in a smoke. For seconds, sizes and counts alike. */
  pick<T>(inEarnest: T, inSmoke: T): T;
  /** What is waited for now; shown with the part, the round and the time that has gone. */
  say(text: string): void;
  /**
   * Measures each subject once a round, in turn, so that what changes on the machine hits all alike. Every second
   * round goes backwards. `between` runs after each measurement: nothing of one may be under way in the next.
   */
  interleave<K extends string, T>(
    subjects: Record<K, () => Promise<T>>,
    between?: () => Promise<void>,
  ): Promise<Record<K, T[]>>;
  /** A stack of this part's own: fresh stores, one instance of each service if nothing else is said. */
  startStack(size?: StackSize): Promise<RunningStack>;
  /** The synchronous baseline on the stores of a stack; it takes the stack's tokens. More than one may run. */
  startBaseline(stack: RunningStack, unread?: UnreadBy): Promise<BaselineService>;
  /** Has `stop` called when the part ends; the last one first. */
  onEnd(stop: () => void | Promise<void>): void;
}
