import { connect } from 'node:net';
import { eventually } from './eventually.js';
import { isAlive, isPaused, withDescendants } from './process-tree.js';
import { RunningStack } from './running-stack.js';
import { StackProcess, type StackDescription, type StackProcessOptions } from './stack-process.js';

/** How large a stack; a number that is not given is that of `npm start`. */
export interface StackOptions extends StackProcessOptions {
  users?: number;
  senders?: number;
  receivers?: number;
  workers?: number;
}

/** A whole stack of its own on free ports: real Postgres, Redis, nginx and services, to do with as one likes. */
export class Stack extends RunningStack {
  constructor(
    private readonly process: StackProcess,
    description: StackDescription,
  ) {
    super(description);
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
