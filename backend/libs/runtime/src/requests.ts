import { ERROR_CODES, type ErrorCode } from '@converge/domain';
import { WAIT_BOUNDS_S, type Clock, type Clocks } from './clock.js';
import type { Logger } from './log.js';
import type { Metrics } from './metrics.js';
import type { Tally } from './tally.js';

/** A request that was answered; libs/graphql tells of each. */
interface Answered {
  requestId: string;
  userId: string | undefined;
  /** One of the schema's names; null: it was no valid operation. */
  operation: string | null;
  seconds: number;
  codes: readonly ErrorCode[];
}

/** What becomes of a service's requests: counted, timed and logged, the same way in every service. */
export class Requests {
  private readonly errors: Record<ErrorCode, Tally>;
  private readonly operations: Clocks;
  private readonly isVerbose: boolean;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
  ) {
    this.errors = metrics.tallies(
      'converge_errors_total',
      'Errors answered, by code. INTERNAL_SERVER_ERROR: ours, look in the log; UNAVAILABLE: a store is away; ' +
        'RATE_LIMITED: somebody floods, or a limit is too tight; the rest are mistakes of clients.',
      'code',
      ERROR_CODES,
    );
    this.operations = metrics.clocks(
      'converge_operation_seconds',
      'From the arrival of a request to its answer, by its root field. A rise of all: this process or a store is ' +
        'busy; of one: look at what it reads.',
      WAIT_BOUNDS_S,
      'operation',
    );
    this.isVerbose = logger.isLevelEnabled('debug');
  }

  /** Errors that are no client's fault. */
  get faults(): Tally[] {
    return [this.errors.UNAVAILABLE, this.errors.INTERNAL_SERVER_ERROR];
  }

  /** How long the requests for a root field take. */
  clockOf(operation: string): Clock {
    return this.operations.of(operation);
  }

  answered({ requestId, userId, operation, seconds, codes }: Answered): void {
    if (operation !== null) this.operations.of(operation).observe(seconds);
    const hasFailed = codes.length > 0;
    if (!hasFailed && !this.isVerbose) return;
    const fields = { requestId, userId, operation, ms: Math.round(seconds * 1e4) / 10 };
    if (hasFailed) this.logger.warn({ ...fields, codes }, 'a request failed');
    else this.logger.debug(fields, 'a request was answered');
  }

  refused(code: ErrorCode): void {
    this.errors[code].inc();
  }
}
