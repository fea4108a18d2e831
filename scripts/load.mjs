/**
 * `npm run load`: installs and builds what is needed, then runs the load tester (load/src/cli/main.ts) in this very
 * process, so that signals and exit codes need nobody to hand them on. Plain Node.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, buildLoad, installIfNeeded, requireNode, ROOT } from './prepare.mjs';

try {
  requireNode();
  if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'));
  await installIfNeeded();
  await buildLoad();
  // A mistake in the flags (or --help) is answered before the rest is built, and what runs elsewhere needs no more.
  const { commandOrExit } = await import('../load/dist/cli/program.js');
  const { needsStack } = await import('../load/dist/cli/command.js');
  if (needsStack(commandOrExit(process.argv.slice(2)))) await buildAll();
} catch (error) {
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(5);
}
await import('../load/dist/cli/main.js');
