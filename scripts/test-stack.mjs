/** What the test commands share: a stack (or only its stores) of their own for as long as Jest runs. Plain Node. */
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './prepare.mjs';

/** Fetching a Redis may be part of it. */
const READY_WITHIN_MS = 5 * 60_000;

/** Starts a stack with these flags on free ports in a folder of its own, runs `run` with its description, ends it. */
export async function withStack(what, flags, run) {
  const dir = mkdtempSync(join(tmpdir(), 'converge-test-'));
  const { REDIS_URL: _own, ...env } = process.env;
  const child = fork(join(ROOT, 'scripts/dist/main.js'), ['--port', '0', '--dir', dir, ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data) => (said = (said + data).slice(-20_000)));
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    const startedAt = Date.now();
    const stack = await new Promise((resolve, reject) => {
      child.once('message', ({ stack }) => resolve(stack));
      void ended.then(() => reject(new Error(`${what}: did not come up:\n${said}`)));
      setTimeout(() => reject(new Error(`${what}: not ready:\n${said}`)), READY_WITHIN_MS).unref();
    });
    console.log(`  ✔ ${what} ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
    return await run(stack);
  } finally {
    // Its IPC channel closes with this process too: killed or not, nothing is left behind.
    child.kill('SIGINT');
    await ended;
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Runs Jest with these arguments; answers its exit code. */
export function runJest(args, env) {
  const jest = spawn(process.execPath, [join(ROOT, 'node_modules/jest/bin/jest.js'), ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_OPTIONS: [
        process.env.NODE_OPTIONS,
        '--experimental-vm-modules',
        '--no-warnings=ExperimentalWarning',
      ]
        .filter(Boolean)
        .join(' '),
      ...env,
    },
  });
  // Ctrl-C reaches Jest by the terminal; here it must only not end us before the stack is ended.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => jest.kill(name));
  return new Promise((resolve, reject) => {
    jest.once('error', reject);
    jest.once('close', (code) => resolve(code ?? 1));
  });
}
