/** How one life of a child ended. */
export interface Death {
  atMs: number;
  /** How long it lived. */
  upMs: number;
  /** It had come up before it died. */
  wasReady: boolean;
  code: number | null;
  signal: NodeJS.Signals | null;
}

export type Verdict = { restartInMs: number } | 'give up';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
/** Who stayed up this long starts again with the shortest delay. */
const STEADY_AFTER_MS = 30_000;
/** So many failures of its own within the window: it cannot stay up. */
const MOST_FAILURES = 5;
/** Who never came up at all will hardly do so at the fifth try: the person waiting for a first start wants to know why. */
const MOST_FAILURES_AT_FIRST = 3;
const WINDOW_MS = 60_000;
/** Signals that come from outside: a tester, the out-of-memory killer. A crash comes with others (SIGSEGV, SIGABRT). */
const FROM_OUTSIDE: readonly NodeJS.Signals[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];

/**
 * When to start a dead child again. A child that was up and was killed from outside is always started again, however
 * often; one that dies by itself, or before it came up, 5 times within 60 s (3 times when it was never up) is given up.
 */
export class RestartPolicy {
  private delayMs = FIRST_DELAY_MS;
  private failures: number[] = [];
  private wasEverReady = false;

  onDeath(death: Death): Verdict {
    if (death.upMs >= STEADY_AFTER_MS) this.delayMs = FIRST_DELAY_MS;
    this.wasEverReady ||= death.wasReady;
    if (isOwnFault(death)) {
      this.failures = [...this.failures.filter((at) => death.atMs - at < WINDOW_MS), death.atMs];
      const most = this.wasEverReady ? MOST_FAILURES : MOST_FAILURES_AT_FIRST;
      if (this.failures.length >= most) return 'give up';
    }
    const restartInMs = this.delayMs;
    this.delayMs = Math.min(this.delayMs * 2, LONGEST_DELAY_MS);
    return { restartInMs };
  }
}

function isOwnFault(death: Death): boolean {
  return !death.wasReady || death.signal === null || !FROM_OUTSIDE.includes(death.signal);
}

/** "signal SIGKILL" or "exit code 1". */
export const howItDied = (death: Pick<Death, 'code' | 'signal'>): string =>
  death.signal === null ? `exit code ${death.code}` : `signal ${death.signal}`;
