/**
 * `npm run bench`: installs and builds what is needed, then measures (load/src/bench/main.ts) in this very process, so
 * that signals and exit codes need nobody to hand them on. Plain Node: it runs before anything is installed.
 */
import { buildAll, installIfNeeded, requireNode } from './prepare.mjs';

try {
  requireNode();
  await installIfNeeded();
  await buildAll();
} catch (error) {
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
await import('../load/dist/bench/main.js');
