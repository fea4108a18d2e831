import { createServer } from 'node:net';
import { StackError } from './stack-error.js';

/** A port the stack is about to use, and what for. */
export interface PortUse {
  port: number;
  purpose: string;
}

/** Whether nobody listens there, on IPv4 and (where there is one) IPv6. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '::1'));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 answers EADDRNOTAVAIL or EAFNOSUPPORT: then nobody can hold the port there.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(host === '::1' && error.code !== 'EADDRINUSE'),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Whether http://[::1] exists on this machine: browsers may try it first for "localhost". */
export function hasIpv6(): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(0, '::1', () => server.close(() => resolve(true)));
  });
}

/** Throws one message for all ports that are taken: which, what for, who holds them, what else to do. */
export async function requireFreePorts(uses: readonly PortUse[]): Promise<void> {
  const free = await Promise.all(uses.map(({ port }) => isPortFree(port)));
  const taken = uses.filter((_, index) => !free[index]);
  const [first] = taken;
  if (first === undefined) return;
  const list = taken
    .map(({ port, purpose }) => `  Port ${port} is in use; it is needed for ${purpose}.`)
    .join('\n');
  const find =
    process.platform === 'darwin'
      ? `lsof -nP -iTCP:${first.port} -sTCP:LISTEN`
      : `ss -ltnp 'sport = :${first.port}'`;
  const nginxOnly = taken.length === 1 && first.purpose.startsWith('nginx');
  const another = nginxOnly
    ? 'choose another with  npm start -- --port <n>  (0 takes a free port for everything)'
    : 'let the stack take free ports for everything with  npm start -- --port 0';
  throw new StackError(
    `${list}\n  See who holds it:  ${find}\n  Then end that, or ${another}. Nothing was started.`,
  );
}

/** Free ports are looked for here: below the range that systems give to outgoing connections, above ours. */
const LOWEST = 10_000;
const HIGHEST = 32_000;

/** Ports are claimed so many at a time. */
const BLOCK = 64;
const BLOCKS = Math.floor((HIGHEST - LOWEST) / BLOCK);

/**
 * Hands out free ports, each once, whichever process asks. They are of blocks whose first port stays bound until the process
 * that claimed it has ended: a stack listens on its ports only seconds after it has chosen them, and not while a child that
 * was killed starts again.
 */
export class FreePorts {
  private readonly claimed: number[] = [];

  async take(): Promise<number> {
    for (;;) {
      const port = this.claimed.shift();
      if (port === undefined) this.claimed.push(...(await claimBlock()));
      else if (await isPortFree(port)) return port;
    }
  }
}

/** The ports of a block that is ours from now on. Starts looking at a random one: few are taken. */
async function claimBlock(): Promise<number[]> {
  const start = Math.floor(Math.random() * BLOCKS);
  for (let n = 0; n < BLOCKS; n++) {
    const first = LOWEST + ((start + n) % BLOCKS) * BLOCK;
    if (await bindForGood(first)) return Array.from({ length: BLOCK - 1 }, (_, index) => first + 1 + index);
  }
  throw new StackError(`No free port between ${LOWEST} and ${HIGHEST}.`);
}

/** Whether the port is ours until this process ends, which it does not hold up. */
function bindForGood(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true));
    server.unref();
  });
}
