/**
 * `npm run test:browser`: installs and builds what is needed, brings up a stack that all tests share which kill nothing
 * (those that kill start their own), and runs the tests of the web client in a real Chromium with the arguments given.
 * CHROMIUM names the browser. Exits with Jest's code; the stack ends with it.
 */
import { buildAll, installIfNeeded, requireChromium, requireNode } from './prepare.mjs';
import { runJest, withStack } from './test-stack.mjs';

try {
  requireNode();
  const CHROMIUM = requireChromium();
  await installIfNeeded();
  await buildAll();
  // Two at once: more stacks and browsers than that get into each other's way on a small machine.
  const args = [...process.argv.slice(2), '--maxWorkers', '2', '--selectProjects', 'browser'];
  process.exitCode = await withStack('A stack for the browser tests', ['--workers', '1'], (stack) =>
    runJest(args, { CHROMIUM, TEST_STACK: JSON.stringify(stack) }),
  );
} catch (error) {
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
