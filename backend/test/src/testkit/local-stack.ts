import { connect } from 'node:net';
import { createDataSource, ensureConnected } from '@converge/postgres';
import type { Controls, Database } from './controls.js';
import { eventually } from './eventually.js';
import { isAlive, isPaused, withDescendants } from './process-tree.js';
import { isOk } from './request.js';
import { RunningStack } from './running-stack.js';
import type { StackDescription, StackProcess } from './stack-process.js';

/** A whole stack of its own on free ports: real Postgres, Redis, nginx and services, to do with as one likes. */
export class LocalStack extends RunningStack implements Controls {
  constructor(
    private readonly process: StackProcess,
    description: StackDescription,
  ) {
    super(description);
  }

  pidOf(name: string): number {
    return this.process.pidOf(name);
  }

  async kill(name: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const pid = this.pidOf(name);
    process.kill(pid, signal);
    await eventually(`${name} is dead after ${signal}`, () => !isAlive(pid));
  }

  async withoutRestarts(run: () => Promise<void>): Promise<void> {
    const { pid } = this.process;
    this.process.signal('SIGSTOP');
    try {
      await eventually('the supervisor stands still', () => isPaused(pid));
      await run();
    } finally {
      this.process.signal('SIGCONT');
    }
  }

  async pause(name: string): Promise<void> {
    const pids = withDescendants(this.pidOf(name));
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await eventually(`${name} stands still`, () => pids.every((pid) => isPaused(pid) || !isAlive(pid)));
  }

  async resume(name: string): Promise<void> {
    const pids = withDescendants(this.pidOf(name));
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    await eventually(`${name} goes on`, () => !pids.some(isPaused));
  }

  async waitUntilUp(name: string): Promise<void> {
    await eventually(`${name} is up`, async () => isAlive(this.pidOf(name)) && (await this.isReady(name)));
  }

  logs(): string {
    return this.process.logs();
  }

  database(): Database {
    const source = createDataSource({ url: this.postgresUrl, poolSize: 2, applicationName: 'test' });
    return {
      async all<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
        await ensureConnected(source);
        return source.query(sql, parameters);
      },
      async close() {
        if (source.isInitialized) await source.destroy();
      },
    };
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }

  private async isReady(name: string): Promise<boolean> {
    if (name === 'nginx') return isOk(`${this.baseUrl}/healthz`);
    if (name === 'postgres') return this.isPostgresReady();
    if (name === 'redis') return accepts(new URL(this.redisUrl));
    return isOk(`${this.directUrl(name)}/health/ready`);
  }

  /** While it recovers from a crash it listens, and turns everybody away. */
  private async isPostgresReady(): Promise<boolean> {
    const database = this.database();
    try {
      await database.all('SELECT 1');
      return true;
    } finally {
      await database.close();
    }
  }
}

function accepts({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
}
