import { runChecks, withDeadline, type Check, type NamedCheck, type Outcome } from './checks.js';
import type { Metrics } from './metrics.js';

export interface ProbeAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** `degraded` is ready, too: it does its work, but not all of it. */
type Status = 'ready' | 'degraded' | 'not ready' | 'stopping';

/**
 * Live: the process answers. Ready: every check that is needed passes and it is not stopping. Started: it has been ready
 * once; for whoever restarts what is not healthy, which helps nobody while it is a store that is away.
 * `answer` is the whole of /health/* and /metrics, for any HTTP server to serve.
 */
export class Probes {
  private readonly checks: NamedCheck[] = [];
  private isStopping = false;
  private hasStarted = false;
  private last: Outcome[] | undefined;
  private looking: Promise<Outcome[]> | undefined;

  constructor(private readonly metrics: Metrics) {
    metrics.gauge(
      'converge_ready',
      '1 while /health/ready says so, 0 while not; as of the scrape before. Staying 0: look which check fails.',
      [],
      async (gauge) => {
        gauge.set(this.isReady(await this.lately()) ? 1 : 0);
      },
    );
    metrics.gauge(
      'converge_check_ok',
      '1 while a check of /health/ready passes, 0 while not; as of the scrape before. The probe says why.',
      ['check'],
      async (gauge) => {
        for (const { name, isOk } of await this.lately()) gauge.set({ check: name }, isOk ? 1 : 0);
      },
    );
  }

  /** Something the process is of no use without. */
  check(name: string, check: Check): this {
    this.checks.push({ name, check: withDeadline(check), isNeeded: true });
    return this;
  }

  /** Something the process does less without: shown, and no reason to send nobody here. */
  watch(name: string, check: Check): this {
    this.checks.push({ name, check: withDeadline(check), isNeeded: false });
    return this;
  }

  /** From now on not ready, so that the door in front sends nobody new. */
  startStopping(): void {
    this.isStopping = true;
  }

  /** How the process is, and of each check 'ok' or why not. */
  async ready(): Promise<{ ready: boolean; status: Status; checks: Record<string, string> }> {
    const outcomes = await this.look();
    return {
      ready: this.isReady(outcomes),
      status: this.statusOf(outcomes),
      checks: Object.fromEntries(outcomes.map(({ name, words }) => [name, words])),
    };
  }

  /** Undefined for any other path. */
  async answer(path: string): Promise<ProbeAnswer | undefined> {
    switch (path) {
      case '/health/live':
        return json(200, { status: 'live' });
      case '/health/started': {
        if (!this.hasStarted) await this.look();
        return json(this.hasStarted ? 200 : 503, { status: this.hasStarted ? 'started' : 'starting' });
      }
      case '/health/ready': {
        const { ready, status, checks } = await this.ready();
        return json(ready ? 200 : 503, { status, checks });
      }
      case '/metrics': {
        const { registry } = this.metrics;
        return { status: 200, contentType: registry.contentType, body: await registry.metrics() };
      }
      default:
        return undefined;
    }
  }

  private isReady(outcomes: readonly Outcome[]): boolean {
    return !this.isStopping && outcomes.every(({ isOk, isNeeded }) => isOk || !isNeeded);
  }

  private statusOf(outcomes: readonly Outcome[]): Status {
    if (this.isStopping) return 'stopping';
    if (!this.isReady(outcomes)) return 'not ready';
    return outcomes.every(({ isOk }) => isOk) ? 'ready' : 'degraded';
  }

  /** Who asks at the same time shares one look. */
  private look(): Promise<Outcome[]> {
    this.looking ??= runChecks(this.checks).then((outcomes) => {
      this.last = outcomes;
      this.hasStarted ||= this.isReady(outcomes);
      this.looking = undefined;
      return outcomes;
    });
    return this.looking;
  }

  /** What the last look has found; a scrape does not wait for a store that hangs, but the next one tells of it. */
  private async lately(): Promise<Outcome[]> {
    const looking = this.look();
    return this.last ?? looking;
  }
}

function json(status: number, body: unknown): ProbeAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
