/** `npm run migrate`: brings the database up to date, and ends. Before the first start and before a new version's. */
import { migrate } from '@converge/postgres/migrate';
import { env } from './migrate/env.js';

try {
  await migrate(env.POSTGRES_URL, (line) => console.log(`migrate: ${line}`));
} catch (error) {
  console.error(`migrate: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
