import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';
import type { CircuitState as CircuitName } from '@converge/domain';
import { PutBack } from './put-back.js';

const NAMES: Record<CircuitState, CircuitName> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
};

export interface Circuit {
  /**
   * Runs `attempt` until it succeeds or fails for good, however long that takes. Once `signal` is aborted there is no
   * further attempt: the wait ends at once with PutBack (an attempt under way is let to its end).
   */
  persist<T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T>;
  state(): CircuitName;
}

/** In a row; then nobody but one probe at a time asks Postgres. */
const FAILURES_TO_OPEN = 3;

/**
 * One circuit for all lanes, since there is one Postgres. After a transient failure the lane waits and asks again;
 * when they come in a row the circuit opens, and one attempt now and then finds out when Postgres is back.
 */
export function createCircuit(options: {
  isTransient: (error: unknown) => boolean;
  onStateChange?: (state: CircuitName) => void;
  /** Hears why an attempt that was made has failed. */
  onRetry?: (error: unknown) => void;
  /** Shortest and longest pause between two attempts. */
  pauseMs?: { first: number; longest: number };
}): Circuit {
  const { first, longest } = options.pauseMs ?? { first: 50, longest: 2000 };
  // An open circuit's own error is transient too: it is one of no code.
  const isTransient = handleWhen(options.isTransient);
  const breaker = circuitBreaker(isTransient, {
    halfOpenAfter: new ExponentialBackoff({ initialDelay: 4 * first, maxDelay: longest }),
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  });
  const retries = retry(isTransient, {
    maxAttempts: Number.MAX_SAFE_INTEGER,
    backoff: new ExponentialBackoff({ initialDelay: first, maxDelay: longest }),
    // A pause that nobody waits for any more must not keep a stopping process alive.
  }).dangerouslyUnref();
  breaker.onStateChange((state) => options.onStateChange?.(NAMES[state]));
  retries.onRetry((reason) => {
    // That the circuit is open was told when it opened.
    if ('error' in reason && !isBrokenCircuitError(reason.error)) options.onRetry?.(reason.error);
  });
  const policy = wrap(retries, breaker);

  return {
    state: () => NAMES[breaker.state],
    async persist(attempt, signal) {
      let attempting = false;
      const tracked = async () => {
        if (signal.aborted) throw new PutBack();
        attempting = true;
        try {
          return await attempt();
        } finally {
          attempting = false;
        }
      };
      let onAbort: () => void = () => undefined;
      const givenUp = new Promise<never>((_, reject) => {
        onAbort = () => !attempting && reject(new PutBack());
        signal.addEventListener('abort', onAbort);
        if (signal.aborted) onAbort();
      });
      try {
        return await Promise.race([policy.execute(tracked, signal), givenUp]);
      } catch (error) {
        throw signal.aborted && options.isTransient(error) ? new PutBack() : error;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}
