/**
 * `npm test`: installs and builds what is needed, brings up a Postgres and a Redis for the integration tests (free
 * ports, a folder of their own), and runs Jest with the arguments given. Exits with Jest's code; the stores end with it.
 */
import { fork, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAll, installIfNeeded, requireNode, ROOT } from './prepare.mjs';

/** Fetching a Redis may be part of it. */
const READY_WITHIN_MS = 5 * 60_000;

try {
  requireNode();
  await installIfNeeded();
  await buildAll();
  process.exitCode = await withStores(runJest);
} catch (error) {
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function withStores(run) {
  const dir = mkdtempSync(join(tmpdir(), 'converge-test-'));
  const { REDIS_URL: _own, ...env } = process.env;
  const stores = fork(join(ROOT, 'scripts/dist/main.js'), ['--infra-only', '--port', '0', '--dir', dir], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [stores.stdout, stores.stderr])
    stream.on('data', (data) => (said = (said + data).slice(-20_000)));
  const ended = new Promise((resolve) => stores.once('close', resolve));
  try {
    const startedAt = Date.now();
    const stack = await new Promise((resolve, reject) => {
      stores.once('message', ({ stack }) => resolve(stack));
      void ended.then(() => reject(new Error(`Postgres and Redis did not come up:\n${said}`)));
      setTimeout(
        () => reject(new Error(`Postgres and Redis are not ready:\n${said}`)),
        READY_WITHIN_MS,
      ).unref();
    });
    console.log(
      `  ✔ Postgres and Redis for the integration tests ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`,
    );
    return await run(stack);
  } finally {
    // Its IPC channel closes with this process too: killed or not, nothing is left behind.
    stores.kill('SIGINT');
    await ended;
    rmSync(dir, { recursive: true, force: true });
  }
}

function runJest({ postgresUrl, redisUrl }) {
  const jest = spawn(
    process.execPath,
    [join(ROOT, 'node_modules/jest/bin/jest.js'), ...process.argv.slice(2)],
    {
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
        TEST_POSTGRES_URL: postgresUrl,
        TEST_REDIS_URL: redisUrl,
      },
    },
  );
  // Ctrl-C reaches Jest by the terminal; here it must only not end us before the stores are ended.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => jest.kill(name));
  return new Promise((resolve, reject) => {
    jest.once('error', reject);
    jest.once('close', (code) => resolve(code ?? 1));
  });
}
