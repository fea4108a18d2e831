import type { Metrics } from './metrics.js';

/** Throws or rejects when what it looks at is not usable. */
export type Check = () => unknown;

export interface ProbeAnswer {
  status: number;
  contentType: string;
  body: string;
}

/** A check that hangs counts as failed; shorter than the interval of any orchestrator's probe. */
const CHECK_DEADLINE_MS = 1_000;

/**
 * Live: the process answers. Ready: every named check passes and it is not stopping.
 * `answer` is the whole of /health/live, /health/ready and /metrics, for any HTTP server to serve.
 */
export class Probes {
  private readonly checks = new Map<string, Check>();
  private stopping = false;

  constructor(private readonly metrics: Metrics) {}

  check(name: string, check: Check): this {
    this.checks.set(name, check);
    return this;
  }

  /** From now on not ready, so that the door in front sends nobody new. */
  startStopping(): void {
    this.stopping = true;
  }

  /** The outcome of each check: 'ok', or why not. */
  async ready(): Promise<{ ready: boolean; checks: Record<string, string> }> {
    const outcomes = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await outcomeOf(check)] as const),
    );
    const ready = !this.stopping && outcomes.every(([, outcome]) => outcome === 'ok');
    return { ready, checks: Object.fromEntries(outcomes) };
  }

  /** Undefined for any other path. */
  async answer(path: string): Promise<ProbeAnswer | undefined> {
    switch (path) {
      case '/health/live':
        return json(200, { status: 'live' });
      case '/health/ready': {
        const { ready, checks } = await this.ready();
        return json(ready ? 200 : 503, {
          status: this.stopping ? 'stopping' : ready ? 'ready' : 'not ready',
          checks,
        });
      }
      case '/metrics': {
        const { registry } = this.metrics;
        return { status: 200, contentType: registry.contentType, body: await registry.metrics() };
      }
      default:
        return undefined;
    }
  }
}

async function outcomeOf(check: Check): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${CHECK_DEADLINE_MS} ms`)), CHECK_DEADLINE_MS);
  });
  try {
    await Promise.race([Promise.resolve().then(check), deadline]);
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}

function json(status: number, body: unknown): ProbeAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) };
}
