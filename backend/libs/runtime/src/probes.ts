import { ServiceUnavailableException, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  HealthCheckService,
  HealthIndicatorService,
  TerminusModule,
  type HealthCheckAttempt,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import type { Metrics } from './metrics.js';

/** What a check may say beside being fine: how things stand, in words for whoever looks at the probe. */
export interface Told {
  message: string;
}

/** Throws or rejects when what it looks at is not usable. Of what it answers only a `Told` is shown. */
export type Check = () => unknown;

export interface ProbeAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** A check that hangs counts as failed; shorter than the interval of any orchestrator's probe. */
const CHECK_DEADLINE_MS = 1_000;

/**
 * Live: the process answers. Ready: every check that is needed passes and it is not stopping; the answer is Terminus'.
 * Started: it has been ready once; for whoever restarts what is not healthy, which helps nobody while it is a store
 * that is away. `answer` is the whole of /health/* and /metrics, for any HTTP server to serve.
 */
export class Probes {
  private readonly indicators: (() => Promise<HealthIndicatorResult>)[] = [];
  private hasStarted = false;
  private last: HealthCheckResult | undefined;
  private looking: Promise<HealthCheckResult> | undefined;

  /** Terminus lives in a Nest application. The worker is none, so the probes of every process bring a bare one. */
  static async create(metrics: Metrics): Promise<Probes> {
    // A check that fails is told by whoever asks, and as a metric: not once a second in the log.
    const terminus = TerminusModule.forRoot({ logger: false });
    const options = { logger: false, abortOnError: false } as const;
    return new Probes(metrics, await NestFactory.createApplicationContext(terminus, options));
  }

  private constructor(
    private readonly metrics: Metrics,
    private readonly nest: INestApplicationContext,
  ) {
    metrics.gauge(
      'converge_ready',
      '1 while /health/ready says so, 0 while not; as of the scrape before. Staying 0: look which check fails.',
      [],
      async (gauge) => {
        gauge.set(isReady(await this.lately()) ? 1 : 0);
      },
    );
    metrics.gauge(
      'converge_check_ok',
      '1 while a check of /health/ready passes, 0 while not; as of the scrape before. The probe says why.',
      ['check'],
      async (gauge) => {
        const { details } = await this.lately();
        for (const [check, { status }] of Object.entries(details))
          gauge.set({ check }, status === 'up' ? 1 : 0);
      },
    );
  }

  /** Something the process is of no use without. */
  check(name: string, check: Check): this {
    const attempt = this.attempt(name, check);
    this.indicators.push(async () => attempt);
    return this;
  }

  /** Something the process does less without: shown, and no reason to send nobody here. */
  watch(name: string, check: Check): this {
    const attempt = this.attempt(name, check);
    this.indicators.push(async () => {
      const result = await attempt;
      const { status, ...told } = result[name]!;
      return status === 'up' ? result : this.indicate(name).degraded(told);
    });
    return this;
  }

  /** From now on not ready, so that the door in front sends nobody new. */
  startStopping(): Promise<void> {
    return this.nest.close();
  }

  /** How the process is, and each check with why it fails. */
  ready(): Promise<HealthCheckResult> {
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    return this.looking;
  }

  /** Undefined for any other path. */
  async answer(path: string): Promise<ProbeAnswer | undefined> {
    switch (path) {
      case '/health/live':
        return json(200, { status: 'live' });
      case '/health/started': {
        if (!this.hasStarted) await this.ready();
        return json(this.hasStarted ? 200 : 503, { status: this.hasStarted ? 'started' : 'starting' });
      }
      case '/health/ready': {
        const result = await this.ready();
        return json(isReady(result) ? 200 : 503, result);
      }
      case '/metrics': {
        const { registry } = this.metrics;
        return { status: 200, contentType: registry.contentType, body: await registry.metrics() };
      }
      default:
        return undefined;
    }
  }

  private indicate(name: string) {
    return this.nest.get(HealthIndicatorService).check(name);
  }

  private attempt(name: string, check: Check): HealthCheckAttempt {
    const outcome = withDeadline(check);
    return this.indicate(name).attempt(async () => {
      const answer = await outcome();
      return isTold(answer) ? { message: answer.message } : undefined;
    });
  }

  private async look(): Promise<HealthCheckResult> {
    this.last = await this.nest.get(HealthCheckService).check(this.indicators).catch(resultOf);
    this.hasStarted ||= isReady(this.last);
    return this.last;
  }

  /** What the last look has found; a scrape does not wait for a store that hangs, but the next one tells of it. */
  private async lately(): Promise<HealthCheckResult> {
    const looking = this.ready();
    return this.last ?? looking;
  }
}

/** `degraded` is ready, too: it does its work, but not all of it. */
const isReady = ({ status }: HealthCheckResult) => status === 'ok' || status === 'degraded';

/** Terminus throws what is not ready, for Nest to answer. */
function resultOf(error: unknown): HealthCheckResult {
  if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
  throw error;
}

/**
 * The check with its deadline. Terminus' own would run one that hangs again and again: here, until it has ended,
 * whoever asks is told at once that it has failed.
 */
function withDeadline(check: Check): () => Promise<unknown> {
  let running: Promise<unknown> | undefined;
  return () => {
    running ??= withinDeadline(Promise.resolve().then(check), () => (running = undefined));
    return running;
  };
}

async function withinDeadline(answer: Promise<unknown>, ended: () => void): Promise<unknown> {
  answer.then(ended, ended);
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${CHECK_DEADLINE_MS} ms`)), CHECK_DEADLINE_MS);
  });
  return Promise.race([answer, deadline])
    .catch((error: unknown) => Promise.reject(new Error(wordsOf(error), { cause: error })))
    .finally(() => clearTimeout(timer));
}

/** Node gives a refused connection to several addresses an error of many, with no words of its own. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(wordsOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

const isTold = (answer: unknown): answer is Told =>
  typeof answer === 'object' && answer !== null && 'message' in answer && typeof answer.message === 'string';

function json(status: number, body: unknown): ProbeAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
