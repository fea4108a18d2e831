/**
 * `npm run dashboards:picture`: draws Grafana's dashboards, as they are deployed, into docs. It brings up a stack, puts
 * three waves of load on it while a real Prometheus looks at it, and draws the panels with what their queries answer
 * (deploy/observability/src/picture). Some three minutes. CHROMIUM names the browser.
 */
import { spawn, spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { buildAll, installIfNeeded, requireChromium, requireNode, ROOT } from './prepare.mjs';
import { withStack } from './test-stack.mjs';

/** Quiet, busy, quiet, as a day is. The people of the last are those of the first: they sign in again. */
const WAVES = [
  { seed: 1, rate: 15 },
  { seed: 2, rate: 45 },
  { seed: 1, rate: 25 },
];
const EACH = ['--users', '48', '--members', '6', '--edit-ratio', '0.1', '--ramp', '8s', '--duration', '35s'];
/** Nothing is measured here, so a load generator that was late on a busy machine spoils nothing. */
const UNMEASURED = '--allow-invalid';

const interrupted = new AbortController();
const { signal } = interrupted;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(name, () => interrupted.abort(new Error('Interrupted.')));

try {
  requireNode();
  const chromium = requireChromium();
  if (spawnSync('prometheus', ['--version']).error !== undefined)
    throw new Error('There is no prometheus on the PATH.\n  Debian, Ubuntu:  apt-get install prometheus');
  await installIfNeeded();
  signal.throwIfAborted();
  await buildAll();
  signal.throwIfAborted();
  const { writePictures } = await import('../deploy/observability/dist/picture/pictures.js');
  const { FreePorts } = await import('./dist/ports.js');
  const paths = await withStack('A stack for the pictures', [], async ({ baseUrl, instances }) => {
    signal.throwIfAborted();
    const port = await new FreePorts().take();
    return writePictures(port, instances, () => useIt(baseUrl, instances), chromium, signal);
  });
  for (const path of paths) console.log(`  ✔ ${relative(ROOT, path)}`);
} catch (thrown) {
  // Ctrl-C reaches npm, the stack and Prometheus as well: how they failed of it is not the reason.
  const error = signal.aborted ? signal.reason : thrown;
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function useIt(url, instances) {
  const told = instances.flatMap(({ name, url }) => ['--metrics', `${name}=${url}/metrics`]);
  for (const { seed, rate } of WAVES) {
    signal.throwIfAborted();
    const where = ['--url', url, ...told];
    await load(['run', ...where, ...EACH, UNMEASURED, '--seed', String(seed), '--rate', String(rate)]);
  }
}

/**
 * A run that finds anything wrong throws: it would be no picture of a system that is well. One that is interrupted is
 * waited for, so that it ends before the stack that it uses.
 */
function load(args) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/load.mjs'), ...args], { stdio: 'inherit' });
  const end = () => child.kill();
  signal.addEventListener('abort', end);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, by) => {
      signal.removeEventListener('abort', end);
      if (code === 0) resolve();
      else reject(new Error(`The load run ended with ${code ?? by}.`));
    });
  });
}
