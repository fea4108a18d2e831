import { connect } from 'node:net';
import { eventually } from './eventually.js';
import { isAlive, isPaused, withDescendants } from './process-tree.js';
import { StackProcess, type StackDescription, type StackProcessOptions } from './stack-process.js';

export type ServiceName = 'user' | 'sender' | 'receiver';

/** How large a stack; a number that is not given is that of `npm start`. */
export interface StackOptions extends StackProcessOptions {
  users?: number;
  senders?: number;
  receivers?: number;
  workers?: number;
}

/** A whole stack of its own on free ports: real Postgres, Redis, nginx and services. */
export class Stack {
  constructor(
    private readonly process: StackProcess,
    private readonly description: StackDescription,
  ) {}

  /** nginx, e.g. http://localhost:12345. */
  get baseUrl(): string {
    if (this.description.baseUrl === undefined) throw new Error('A stack with --infra-only has no nginx.');
    return this.description.baseUrl;
  }

  get postgresUrl(): string {
    return this.description.postgresUrl;
  }

  get redisUrl(): string {
    return this.description.redisUrl;
  }

  get dir(): string {
    return this.description.dir;
  }

  get instances(): StackDescription['instances'] {
    return this.description.instances;
  }

  /** The GraphQL endpoint of a service through nginx; with a number, of that instance alone. */
  url(service: ServiceName, number?: number): string {
    return [this.baseUrl, service, ...(number === undefined ? [] : [number]), 'graphql'].join('/');
  }

  /** The WebSocket endpoint of the receivers, or of one of them. */
  wsUrl(number?: number): string {
    return this.url('receiver', number).replace(/^http/, 'ws');
  }

  /** The origin of an instance past nginx, e.g. `directUrl('worker-1')` + /metrics. */
  directUrl(name: string): string {
    const instance = this.instances.find((one) => one.name === name);
    if (instance === undefined) throw new Error(`There is no ${name} in this stack.`);
    return instance.url;
  }

  pidOf(name: string): number {
    return this.process.pidOf(name);
  }

  /** Kills a process (`sender-1`, `worker-1`, `postgres`, `redis`, `nginx`); resolves once it is dead. The stack starts it again. */
  async kill(name: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const pid = this.pidOf(name);
    process.kill(pid, signal);
    await eventually(`${name} is dead after ${signal}`, () => !isAlive(pid));
  }

  /**
   * Stops a process and its children in their tracks (SIGSTOP): it keeps its connections and answers nothing.
   * Resolves once they stand still.
   */
  async pause(name: string): Promise<void> {
    const pids = withDescendants(this.pidOf(name));
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await eventually(`${name} stands still`, () => pids.every((pid) => isPaused(pid) || !isAlive(pid)));
  }

  /** Lets a paused process go on; resolves once it does. */
  async resume(name: string): Promise<void> {
    const pids = withDescendants(this.pidOf(name));
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    await eventually(`${name} goes on`, () => !pids.some(isPaused));
  }

  /** Resolves once a process is there (again) and says that it is ready. */
  async waitUntilUp(name: string): Promise<void> {
    await eventually(`${name} is up`, async () => isAlive(this.pidOf(name)) && (await this.isReady(name)));
  }

  /** What the stack and its services have written so far, as a developer sees it. */
  logs(): string {
    return this.process.logs();
  }

  /** Ends everything; resolves once nothing is left. */
  async stop(): Promise<void> {
    await this.process.stop();
  }

  private async isReady(name: string): Promise<boolean> {
    if (name === 'nginx') return isOk(`${this.baseUrl}/healthz`);
    if (name === 'postgres') return accepts(new URL(this.postgresUrl));
    if (name === 'redis') return accepts(new URL(this.redisUrl));
    return isOk(`${this.directUrl(name)}/health/ready`);
  }
}

/** Starts a stack in a folder of its own; resolves once it is ready, rejects with the end of its output. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { users, senders, receivers, workers, flags = [], ...rest } = options;
  const counts = Object.entries({ users, senders, receivers, workers }).flatMap(([name, count]) =>
    count === undefined ? [] : [`--${name}`, String(count)],
  );
  const stackProcess = new StackProcess({ ...rest, flags: [...counts, ...flags] });
  return new Stack(stackProcess, await stackProcess.ready());
}

async function isOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.arrayBuffer();
  return response.ok;
}

function accepts({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
}
