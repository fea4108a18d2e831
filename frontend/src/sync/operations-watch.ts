import { OperationsDocument } from '../generated/receiver';
import { createCell, type Cell } from './cell';
import { failureOf, type Failure } from './failure';
import type { OperationsReport } from './model';
import type { Transport } from './transport';

/** One answer, and when it came, by this client's clock: those of the receivers differ. In milliseconds since 1970. */
export interface OperationsSample {
  receivedAt: number;
  report: OperationsReport;
}

export interface OperationsState {
  /** What came within the last five minutes, oldest first. */
  samples: readonly OperationsSample[];
  /** Why there was no answer to the last question; null: there was one. */
  failure: Failure | null;
  /** Nothing has come for so long that what is known may be untrue. */
  isStale: boolean;
}

/** How every instance, lane and dead letter is doing, for administrators. */
export interface OperationsWatch {
  readonly state: Cell<OperationsState>;
  /** Asks now and then every two seconds, one question at a time. Answers how to stop. */
  start(): () => void;
}

const ASK_EVERY_MS = 2_000;
/** As long as the registry waits for an instance before it takes it for gone. */
const STALE_AFTER_MS = 6_000;
export const KEPT_MS = 300_000;

export function createOperationsWatch({ run }: Transport, now: () => number = Date.now): OperationsWatch {
  const state = createCell<OperationsState>({ samples: [], failure: null, isStale: false });
  const change = (next: Partial<OperationsState>) => state.set({ ...state.get(), ...next });
  let isWatched = false;
  let isAsking = false;
  let nextQuestion: ReturnType<typeof setTimeout> | undefined;
  let staleness: ReturnType<typeof setTimeout> | undefined;

  function expectAnswer(): void {
    clearTimeout(staleness);
    staleness = setTimeout(() => change({ isStale: true }), STALE_AFTER_MS);
  }

  function take(report: OperationsReport): void {
    const receivedAt = now();
    const kept = state.get().samples.filter((sample) => receivedAt - sample.receivedAt < KEPT_MS);
    state.set({ samples: [...kept, { receivedAt, report }], failure: null, isStale: false });
    if (isWatched) expectAnswer();
  }

  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const askedAt = now();
    try {
      // Past any pin: who looks after the instances must not depend on one of them.
      const { operations } = await run('receiver', OperationsDocument, {}, { isUnpinned: true });
      take(operations);
    } catch (error) {
      change({ failure: failureOf(error) });
    }
    isAsking = false;
    if (isWatched) nextQuestion = setTimeout(() => void ask(), Math.max(0, askedAt + ASK_EVERY_MS - now()));
  }

  return {
    state,
    start() {
      isWatched = true;
      expectAnswer();
      void ask();
      return () => {
        isWatched = false;
        clearTimeout(nextQuestion);
        clearTimeout(staleness);
      };
    },
  };
}
