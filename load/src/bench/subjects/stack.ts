import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forkUntilReady } from './child.js';

/** How many of what. */
export interface StackSize {
  users: number;
  senders: number;
  receivers: number;
  workers: number;
  /** Variables for all processes of the stack. */
  env: Record<string, string>;
}

/** A local stack that a part measures. */
export interface RunningStack {
  /** nginx. */
  baseUrl: string;
  postgresUrl: string;
  redisUrl: string;
  /** The public keys of its tokens, through nginx. */
  jwksUrl: string;
  dir: string;
  /** An instance straight by its port: urlOf('sender-1'), without /graphql. */
  urlOf(name: string): string;
  /** Process id of a child: sender-1, worker-1, redis, postgres, nginx … */
  pidOf(name: string): number;
  stop(): Promise<void>;
}

interface Description {
  baseUrl: string;
  postgresUrl: string;
  redisUrl: string;
  dir: string;
  instances: { name: string; url: string }[];
}

/** The longest that the user service gives: no part takes as long as its people's tokens live. */
const TOKEN_TTL_S = '3600';

/** A whole local stack on free ports, in a folder that goes with it; one instance of each if nothing else is said. */
export async function startStack(size: Partial<StackSize> = {}): Promise<RunningStack> {
  const dir = mkdtempSync(join(tmpdir(), 'converge-bench-'));
  const counts = { users: 1, senders: 1, receivers: 1, workers: 1, ...size };
  const { said, stop } = await forkUntilReady('scripts/dist/main.js', {
    args: [
      ...['--port', '0', '--dir', dir, '--log-level', 'warn'],
      ...['--users', `${counts.users}`, '--senders', `${counts.senders}`],
      ...['--receivers', `${counts.receivers}`, '--workers', `${counts.workers}`],
    ],
    env: { ACCESS_TOKEN_TTL_S: TOKEN_TTL_S, ...size.env },
    pick: (message) => (message as { stack?: Description }).stack,
  });
  return {
    baseUrl: said.baseUrl,
    postgresUrl: said.postgresUrl,
    redisUrl: said.redisUrl,
    jwksUrl: `${said.baseUrl}/.well-known/jwks.json`,
    dir,
    urlOf: (name) => found(said.instances.find((instance) => instance.name === name)?.url, name),
    pidOf: (name) => Number(readFileSync(join(dir, 'run', `${name}.pid`), 'utf8')),
    stop: async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function found(url: string | undefined, name: string): string {
  if (url === undefined) throw new Error(`the stack has no ${name}`);
  return url;
}
