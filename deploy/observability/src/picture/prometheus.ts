import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HERE } from '../places.js';
import { scrapeConfig, type Instance } from './scrape-config.js';

const DEPLOYED = join(HERE, 'prometheus');
const READY_WITHIN_MS = 30_000;

/** From and to, and how far one value is from the next, in seconds. */
export interface Span {
  start: number;
  end: number;
  step: number;
}

/** One series of an answer; a value that is no number is NaN. */
export interface Answer {
  labels: Record<string, string>;
  points: [at: number, value: number][];
}

/** A real Prometheus with the configuration and the alerts that are deployed, looking at a stack of this machine. */
export class Prometheus {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly url: string,
  ) {}

  /** Starts the one on the PATH; resolves once it has asked every process. `signal` ends it. */
  static async start(
    instances: readonly Instance[],
    scrapeSeconds: number,
    signal: AbortSignal,
  ): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'converge-picture-'));
    const deployed = readFileSync(join(DEPLOYED, 'prometheus.yml'), 'utf8');
    const config = join(folder, 'prometheus.yml');
    writeFileSync(config, scrapeConfig(deployed, instances, join(DEPLOYED, 'alerts.yml'), scrapeSeconds));
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'], signal },
    );
    const prometheus = new Prometheus(child, folder, `http://${address}`);
    try {
      await prometheus.hasAsked(instances.length);
    } catch (error) {
      await prometheus.stop();
      throw error;
    }
    return prometheus;
  }

  /** What a query answers over a span; throws what Prometheus has against it. */
  async ask(query: string, { start, end, step }: Span): Promise<Answer[]> {
    const { result } = await this.api<{
      result: { metric: Answer['labels']; values: [number, string][] }[];
    }>('query_range', { query, start, end, step });
    return result.map(({ metric, values }) => ({
      labels: metric,
      points: values.map(([at, value]) => [at, Number(value)]),
    }));
  }

  /** The values that a label has in the series that a selector finds. */
  labelValues(selector: string, label: string): Promise<string[]> {
    return this.api(`label/${label}/values`, { 'match[]': selector });
  }

  /** Ends it and removes what it has written. */
  async stop(): Promise<void> {
    if (this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null) {
      const end = once(this.child, 'exit');
      this.child.kill();
      await end;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async hasAsked(processes: number): Promise<void> {
    let said = '';
    let failure: Error | undefined;
    this.child.stderr?.on('data', (data) => (said = (said + String(data)).slice(-2_000)));
    // Heard for as long as it lives: it also comes when `signal` ends it.
    this.child.on('error', (error) => (failure = error));
    const deadline = Date.now() + READY_WITHIN_MS;
    for (;;) {
      // Until it listens, the question itself fails.
      if ((await this.reached().catch(() => 0)) === processes) return;
      if (failure) throw new Error(`Prometheus cannot be run: ${failure.message}`);
      if (this.child.exitCode !== null || Date.now() > deadline)
        throw new Error(`Prometheus has not reached ${processes} processes:\n${said}`);
      await pause(100);
    }
  }

  /** Of how many processes the newest scrape had an answer. */
  private async reached(): Promise<number | undefined> {
    const now = Math.floor(Date.now() / 1_000);
    const [answer] = await this.ask('sum(up)', { start: now, end: now, step: 1 });
    return answer?.points[0]?.[1];
  }

  private async api<T>(path: string, asked: Record<string, string | number>): Promise<T> {
    const parameters = Object.entries(asked).map(([name, value]) => [name, String(value)]);
    const answer = await fetch(`${this.url}/api/v1/${path}?${new URLSearchParams(parameters)}`);
    const { status, data, error } = (await answer.json()) as { status: string; data: T; error?: string };
    if (status !== 'success') throw new Error(error);
    return data;
  }
}

/** A port where nobody listens now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
