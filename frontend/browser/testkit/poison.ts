import type { Stack } from '@converge/test/testkit';

/** A message that says this is refused by Postgres while `refusingPoison` runs, as what it can never store. */
export const POISON = 'poison';

/** For as long as `run` takes, Postgres refuses every message that says "poison"; then it would store it. */
export async function refusingPoison(stack: Stack, run: () => Promise<void>): Promise<void> {
  const database = stack.database();
  try {
    // Not valid: what is stored already may stay.
    await database.all(
      `ALTER TABLE messages ADD CONSTRAINT no_poison CHECK (content <> '${POISON}') NOT VALID`,
    );
    await run();
  } finally {
    await database.all('ALTER TABLE messages DROP CONSTRAINT IF EXISTS no_poison');
    await database.close();
  }
}
