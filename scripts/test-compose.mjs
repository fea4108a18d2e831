/**
 * `npm run test:compose`: installs and builds what is needed, then runs the test of the deployment
 * (backend/test/src/compose/main.ts) with the arguments given. Exits with its code. Plain Node.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildAll, installIfNeeded, requireNode, ROOT } from './prepare.mjs';

try {
  requireNode();
  await installIfNeeded();
  await buildAll();
  const main = join(ROOT, 'backend/test/dist/compose/main.js');
  const test = spawn(process.execPath, [main, ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
  // Ctrl-C reaches it by the terminal; whoever ends only us ends it too, and it takes the deployment down.
  process.on('SIGINT', () => undefined);
  for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => test.kill(name));
  process.exitCode = await new Promise((resolve, reject) => {
    test.once('error', reject);
    test.once('close', (code) => resolve(code ?? 1));
  });
} catch (error) {
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
