import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../testkit/eventually.js';
import { childrenOf, isAlive, isPaused, withDescendants } from '../testkit/process-tree.js';
import { StackProcess, type StackProcessOptions } from '../testkit/stack-process.js';

const running: StackProcess[] = [];
const folders: string[] = [];

/** Postgres and Redis under the supervisor: all that its promises need, in a second. */
function infra({ flags = [], ...options }: StackProcessOptions = {}): StackProcess {
  const stack = new StackProcess({ ...options, flags: ['--infra-only', ...flags] });
  running.push(stack);
  return stack;
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'converge-dir-'));
  folders.push(path);
  return path;
}

/** The supervisor, its watchdog, and every child with all that it started. */
function everyProcessOf(stack: StackProcess): number[] {
  return withDescendants(stack.pid);
}

/** One command in Redis' plain-text form, and its answer. */
function tellRedis(url: string, command: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => socket.write(`${command}\r\n`));
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
  });
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((stack) => stack.stop()));
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

describe('the local stack, however it ends', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends in order on %s and leaves no process behind',
    async (name) => {
      const stack = infra();
      await stack.ready();
      const processes = everyProcessOf(stack);

      stack.signal(name);

      expect(await stack.exit).toBe(0);
      await eventually('all are gone', () => !processes.some(isAlive));
      expect(processes.length).toBeGreaterThan(3);
    },
  );

  it('ends at once on a second Ctrl-C', async () => {
    const stack = infra();
    await stack.ready();
    const processes = everyProcessOf(stack);
    process.kill(stack.pidOf('redis'), 'SIGSTOP');
    process.kill(stack.pidOf('postgres'), 'SIGSTOP');

    stack.signal('SIGINT');
    await eventually('the first is heard', () => stack.logs().includes('stopping everything'));
    await new Promise((resolve) => setTimeout(resolve, 600));
    stack.signal('SIGINT');

    await stack.exit;
    await eventually('all are gone', () => !processes.some(isAlive));
  });

  it('leaves no process behind when its supervisor is killed with kill -9', async () => {
    const stack = infra();
    await stack.ready();
    const processes = everyProcessOf(stack);

    stack.signal('SIGKILL');

    await eventually('all are gone', () => !processes.some(isAlive));
    expect(processes.length).toBeGreaterThan(3);
  });

  it('cleans up at the next start when the watchdog was killed too, and finds its data again', async () => {
    const dir = folder();
    const first = infra({ dir });
    const { redisUrl } = await first.ready();
    await tellRedis(redisUrl, 'SET kept yes');
    // Standing still it starts no other watchdog.
    first.signal('SIGSTOP');
    await eventually('the supervisor stands still', () => isPaused(first.pid));
    const children = [first.pidOf('redis'), first.pidOf('postgres')];
    const ofChildren = children.flatMap(withDescendants);
    const [watchdog = Number.NaN, ...rest] = childrenOf(first.pid).filter((pid) => !children.includes(pid));
    expect(rest).toEqual([]);
    process.kill(watchdog, 'SIGKILL');
    first.signal('SIGKILL');
    await first.exit;
    expect(children.every(isAlive)).toBe(true);

    const second = infra({ dir });
    const again = await second.ready();

    expect(ofChildren.some(isAlive)).toBe(false);
    expect(second.logs()).toMatch(/Ended 2 processes that an earlier, killed stack had left/);
    expect(await tellRedis(again.redisUrl, 'GET kept')).toContain('yes');
  });
});

describe('a child of the local stack', () => {
  it.each(['redis', 'postgres'])('is announced when it dies and started again: %s', async (name) => {
    const stack = infra();
    await stack.ready();
    const before = stack.pidOf(name);

    process.kill(before, 'SIGKILL');

    await eventually('it is back', () => stack.logs().includes(`✔ ${name} is back`));
    expect(stack.logs()).toMatch(
      new RegExp(`✖ ${name} died \\(signal SIGKILL\\); starting it again in 0\\.5 s`),
    );
    expect(isAlive(stack.pidOf(name))).toBe(true);
    expect(stack.pidOf(name)).not.toBe(before);
  });

  it('that cannot stay up ends the stack, with its last lines and a non-zero exit code', async () => {
    const dir = folder();
    const first = infra({ dir });
    await first.ready();
    first.signal('SIGINT');
    await first.exit;
    // Redis refuses a log that it cannot read.
    const log = join(dir, 'redis', 'appendonlydir');
    for (const name of readdirSync(log)) writeFileSync(join(log, name), 'nonsense');

    const second = infra({ dir });
    const code = await second.exit;

    expect(code).toBe(1);
    expect(second.logs()).toMatch(
      /redis cannot stay up: it failed again and again, the last time with exit code 1/,
    );
    expect(second.logs()).toMatch(/Its last lines:\n.*\S/);
  });
});

describe('a start that cannot succeed says why, once, and starts nothing', () => {
  it('a port that is taken: which, what for, how to find who holds it, how to choose another', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    const { port } = holder.address() as AddressInfo;
    const stack = new StackProcess({ flags: ['--port', String(port)] });

    const code = await stack.exit;
    holder.close();

    expect(code).toBe(1);
    expect(stack.logs()).toContain(`Port ${port} is in use; it is needed for nginx`);
    expect(stack.logs()).toMatch(/See who holds it: {2}\S+/);
    expect(stack.logs()).toContain('npm start -- --port');
    expect(existsSync(join(stack.dir, 'run', 'postgres.pid'))).toBe(false);
    await stack.stop();
  });

  it('a second start in the same folder: who is there, and how to end it', async () => {
    const dir = folder();
    const first = infra({ dir });
    await first.ready();

    const second = infra({ dir });

    expect(await second.exit).toBe(1);
    expect(second.logs()).toContain(`already running in ${dir}`);
    expect(second.logs()).toContain(`kill ${first.pid}`);
    expect(isAlive(first.pidOf('postgres'))).toBe(true);
  });

  it('no Redis anywhere: all the ways to one', async () => {
    const stack = infra({ env: { PATH: '/nowhere', CONVERGE_REDIS_FOLDER: '/nowhere' } });

    expect(await stack.exit).toBe(1);
    for (const way of ['REDIS_URL', 'apt-get install redis-server', 'brew install redis', 'Docker']) {
      expect(stack.logs()).toContain(way);
    }
    expect(stack.logs().match(/✖/g)).toHaveLength(1);
  });

  it('a REDIS_URL where nobody answers', async () => {
    const stack = infra({ env: { REDIS_URL: 'redis://127.0.0.1:1' } });

    expect(await stack.exit).toBe(1);
    expect(stack.logs()).toContain('No Redis answers at 127.0.0.1:1');
  });

  it.each([
    [['--senders', 'many'], '--senders'],
    [['--senders', '0'], 'whole number from 1'],
    [['--port', '70000'], '--port'],
    [['--log-level', 'loud'], 'Allowed choices'],
    [['--unheard-of'], '--unheard-of'],
  ])('a mistake in the flags: %j', async (flags, words) => {
    const stack = infra({ flags });

    expect(await stack.exit).toBe(1);
    expect(stack.logs()).toContain(words);
  });
});

describe('what the local stack keeps', () => {
  it('survives a restart, and is forgotten with --fresh', async () => {
    const dir = folder();
    const key = () => readFileSync(join(dir, 'secrets', 'jwt-private-key.pem'), 'utf8');
    const runOnce = async (...flags: string[]) => {
      const stack = infra({ dir, flags });
      await stack.ready();
      await stack.stop();
      return key();
    };

    const first = await runOnce();
    const second = await runOnce();
    const fresh = await runOnce('--fresh');

    expect(second).toBe(first);
    expect(fresh).not.toBe(first);
  });

  it('shows its secrets to nobody else, and none of them in its output', async () => {
    const stack = infra();
    const { postgresUrl } = await stack.ready();

    const modes = ['secrets/postgres-password', 'secrets/jwt-private-key.pem', 'stack.json'].map(
      (name) => statSync(join(stack.dir, name)).mode & 0o077,
    );

    expect(modes).toEqual([0, 0, 0]);
    expect(stack.logs()).not.toContain(new URL(postgresUrl).password);
  });
});
