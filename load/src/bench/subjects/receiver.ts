import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { COLLECTING, ROOT } from './child.js';
import type { RunningStack } from './stack.js';

/** Of a stack's own instances there are fewer. */
const INSTANCE_NUMBER = '100';
/** One that is free may be somebody else's before the receiver listens there. */
const MOST_PORTS = 3;
const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** A receiver on the stores of a stack, beside its own ones, as a child of the bench. */
export interface ExtraReceiver {
  wsUrl: string;
  pid: number;
  stop(): Promise<void>;
}

export async function startReceiver(stack: RunningStack, ports = MOST_PORTS): Promise<ExtraReceiver> {
  const port = await freePort();
  const { postgresUrl, redisUrl } = stack.stack;
  const child = fork(`${ROOT}backend/receiver-service/dist/main.js`, [], {
    cwd: ROOT,
    execArgv: COLLECTING,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      ...{
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(port),
        INSTANCE_NUMBER,
        LOG_LEVEL: 'warn',
      },
      ...{ POSTGRES_URL: postgresUrl, REDIS_URL: redisUrl, POSTGRES_REPLICA_URLS: '' },
      ...{ JWKS_URL: stack.jwksUrl, JWT_ISSUER: 'converge', JWT_AUDIENCE: 'converge' },
    },
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const deadline = performance.now() + READY_WITHIN_MS;
  while (!(await isReady(port))) {
    const hasEnded = child.exitCode !== null;
    if (hasEnded && ports > 1) return startReceiver(stack, ports - 1);
    if (hasEnded || performance.now() > deadline) {
      await stop();
      throw new Error('the receiver did not become ready');
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return { wsUrl: `ws://127.0.0.1:${port}/graphql`, pid: child.pid!, stop };
}

async function isReady(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
  } catch {
    return false; // it does not listen yet
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
