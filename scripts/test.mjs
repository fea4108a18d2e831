/**
 * `npm test`: installs and builds what is needed, brings up a Postgres and a Redis for the integration tests (free
 * ports, a folder of their own), and runs Jest with the arguments given: everything but the browser's tests
 * (test-browser.mjs). Exits with Jest's code; the stores end with it.
 */
import { buildAll, installIfNeeded, requireNode } from './prepare.mjs';
import { runJest, withStack } from './test-stack.mjs';

try {
  requireNode();
  await installIfNeeded();
  await buildAll();
  const args = [...process.argv.slice(2), '--ignoreProjects', 'browser'];
  process.exitCode = await withStack(
    'Postgres and Redis for the integration tests',
    ['--infra-only'],
    ({ postgresUrl, redisUrl }) =>
      runJest(args, { TEST_POSTGRES_URL: postgresUrl, TEST_REDIS_URL: redisUrl }),
  );
} catch (error) {
  console.error(`\n✖ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
