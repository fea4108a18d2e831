/**
 * `npm start`: makes sure that everything is installed and built, then runs the local stack (src/main.ts) in this very
 * process, so that signals and exit codes need nobody to hand them on. Plain Node: it runs before anything is installed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll, buildStack, installIfNeeded, requireNode, ROOT } from './prepare.mjs';

try {
  requireNode();
  if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'));
  await installIfNeeded();
  await buildStack();
  // A mistake in the flags (or --help) is answered before the rest is built.
  const { flagsOrExit } = await import('./dist/flags.js');
  const { infraOnly } = flagsOrExit(process.argv.slice(2));
  if (!infraOnly) await buildAll();
} catch (error) {
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
await import('./dist/main.js');
