/**
 * `npm start`: makes sure that everything is installed and built, then runs the local stack (src/main.ts) in this very
 * process, so that signals and exit codes need nobody to hand them on. Plain Node: it runs before anything is installed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build, installIfNeeded, requireNode, ROOT } from './prepare.mjs';

const args = process.argv.slice(2);
const asksOnly = args.some((arg) => ['--help', '-h'].includes(arg));
const isInfraOnly = args.includes('--infra-only');

try {
  requireNode();
  if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'));
  await installIfNeeded();
  await build({ scriptsOnly: asksOnly || isInfraOnly, quietly: asksOnly });
} catch (error) {
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
await import('./dist/main.js');
