import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { eventually } from './eventually.js';
import type { RunningStack } from './running-stack.js';

const DEPLOYED = resolve(import.meta.dirname, '../../../../deploy/observability');
/** The names under which Docker's DNS knows the services, and we do. */
const SERVICES: Record<string, string> = {
  'user-service': 'user',
  'sender-service': 'sender',
  'receiver-service': 'receiver',
  'persistence-worker': 'worker',
};

/** Whether Debian's package of that name, or any other, has put it on the PATH. */
export const hasPrometheus = (): boolean => spawnSync('prometheus', ['--version']).error === undefined;

export interface Sample {
  metric: Record<string, string>;
  value: number;
}

/** A real Prometheus with the configuration and the alerts that are deployed, looking at a stack every second. */
export class Prometheus {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly url: string,
  ) {}

  static async start(stack: RunningStack): Promise<Prometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'converge-prometheus-'));
    writeFileSync(join(folder, 'prometheus.yml'), configurationFor(stack));
    copyFileSync(join(DEPLOYED, 'prometheus/alerts.yml'), join(folder, 'alerts.yml'));
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      'prometheus',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr.on('data', (data) => (said += String(data)));
    const prometheus = new Prometheus(child, folder, `http://${address}`);
    await eventually('Prometheus is ready', async () => {
      if (child.exitCode !== null) throw new Error(said.slice(-2_000));
      return (await fetch(`${prometheus.url}/-/ready`)).ok;
    });
    return prometheus;
  }

  /** What a query answers now; throws what Prometheus has against it. */
  async ask(query: string): Promise<Sample[]> {
    const { result } = await this.api<{ result: { metric: Sample['metric']; value: [number, string] }[] }>(
      `query?${new URLSearchParams({ query })}`,
    );
    return result.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
  }

  /** Every alert with how it is evaluated and what it says. */
  async rules(): Promise<{ name: string; health: string; state: string; lastError?: string }[]> {
    const { groups } = await this.api<{ groups: { rules: Awaited<ReturnType<Prometheus['rules']>> }[] }>(
      'rules',
    );
    return groups.flatMap(({ rules }) => rules);
  }

  async stop(): Promise<void> {
    const end = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null) {
      this.child.kill();
      await end;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async api<T>(path: string): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1/${path}`);
    const { status, data, error } = (await answer.json()) as { status: string; data: T; error?: string };
    if (status !== 'success') throw new Error(`${path}: ${error}`);
    return data;
  }
}

/** Every query of the deployed dashboards, with the panel it is of. Of Grafana's variables all is chosen. */
export function dashboardQueries(): { panel: string; query: string }[] {
  const folder = join(DEPLOYED, 'grafana/dashboards');
  return readdirSync(folder).flatMap((file) => {
    const { title, panels } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      title: string;
      panels: { title: string; targets?: { expr: string }[] }[];
    };
    return panels.flatMap((panel) =>
      (panel.targets ?? []).map(({ expr }) => ({
        panel: `${title}: ${panel.title}`,
        query: expr.replaceAll('$__rate_interval', '15s').replaceAll(/\$(instance|service)/g, '.+'),
      })),
    );
  });
}

/** The deployed configuration, where the addresses of this stack stand for what Docker's DNS would say. */
function configurationFor(stack: RunningStack): string {
  const targets = (dnsName: string) =>
    stack.instances
      .filter(({ service }) => service === SERVICES[dnsName])
      .map(({ url }) => new URL(url).host);
  return readFileSync(join(DEPLOYED, 'prometheus/prometheus.yml'), 'utf8')
    .replaceAll('dns_sd_configs:', 'static_configs:')
    .replaceAll(
      /- \{ names: \[([\w-]+)\].*\}/g,
      (_, name: string) => `- targets: ${JSON.stringify(targets(name))}`,
    )
    .replaceAll(/(scrape_interval|scrape_timeout|evaluation_interval): \d+s/g, '$1: 1s');
}

/** A port where nobody listens now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
