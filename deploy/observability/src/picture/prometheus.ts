import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HERE } from '../places.js';
import { scrapeConfig, type Instance } from './scrape-config.js';

const DEPLOYED = join(HERE, 'prometheus');
const READY_WITHIN_MS = 30_000;
const ANSWER_WITHIN_MS = 10_000;

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
  private said = '';
  /** Why nothing can be asked of it any more, in its own words. */
  private ended: Error | undefined;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly url: string,
  ) {
    child.stderr?.on('data', (data) => (this.said = (this.said + String(data)).slice(-2_000)));
    // Heard for as long as it lives: it also comes when `signal` ends it, and then it could be run.
    child.on('error', (error) => {
      if (child.pid === undefined) this.ended = new Error(`Prometheus cannot be run: ${error.message}`);
    });
    child.once('close', (code, signal) => {
      this.ended ??= new Error(`Prometheus has ended (${signal ?? `exit code ${code}`}):\n${this.said}`);
    });
  }

  /** Starts the one on the PATH, on a free port; resolves once it has asked every process. `signal` ends it. */
  static async start(
    port: number,
    instances: readonly Instance[],
    scrapeSeconds: number,
    signal: AbortSignal,
  ): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'converge-picture-'));
    let prometheus: Prometheus | undefined;
    try {
      const deployed = readFileSync(join(DEPLOYED, 'prometheus.yml'), 'utf8');
      const config = join(folder, 'prometheus.yml');
      writeFileSync(config, scrapeConfig(deployed, instances, join(DEPLOYED, 'alerts.yml'), scrapeSeconds));
      const address = `127.0.0.1:${port}`;
      const child = spawn(
        'prometheus',
        [
          `--config.file=${config}`,
          `--storage.tsdb.path=${join(folder, 'data')}`,
          `--web.listen-address=${address}`,
        ],
        { stdio: ['ignore', 'ignore', 'pipe'], signal },
      );
      prometheus = new Prometheus(child, folder, `http://${address}`);
      await prometheus.hasAsked(instances.length);
      return prometheus;
    } catch (error) {
      await prometheus?.stop();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
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
    if (!this.ended) {
      // Not events.once: an `error` (there is one when `signal` ends it) would reject before it has ended.
      const closed = new Promise((resolve) => this.child.once('close', resolve));
      this.child.kill();
      await closed;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async hasAsked(processes: number): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    // Until it listens, the question itself fails.
    while ((await this.reached().catch(() => undefined)) !== processes) {
      if (this.ended) throw this.ended;
      if (Date.now() > deadline)
        throw new Error(`Prometheus has not reached ${processes} processes:\n${this.said}`);
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
    const { status, data, error } = await this.fetched<T>(`${path}?${new URLSearchParams(parameters)}`);
    if (status !== 'success') throw new Error(error);
    return data;
  }

  private async fetched<T>(path: string): Promise<{ status: string; data: T; error?: string }> {
    try {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      const answer = await fetch(`${this.url}/api/v1/${path}`, { signal });
      return (await answer.json()) as { status: string; data: T; error?: string };
    } catch (error) {
      // When it dies, its connections break a moment before its end is known here.
      await pause(100);
      throw (
        this.ended ?? new Error(`Prometheus gave no answer: ${(error as Error).message}`, { cause: error })
      );
    }
  }
}
