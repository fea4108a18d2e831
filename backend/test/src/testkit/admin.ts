import { Person } from './person.js';
import { Rows } from './rows.js';
import type { Stack } from './stack.js';

/** An admin of the installation: made in Postgres, since nobody can make one over the API. */
export async function joinAsAdmin(stack: Stack, name = 'admin'): Promise<Person> {
  const { id, username } = await Person.join(stack, name);
  const rows = new Rows(stack);
  try {
    await rows.all(`UPDATE users SET roles = '{admin}' WHERE id = $1`, [id]);
  } finally {
    await rows.close();
  }
  // The token of the sign-up does not say so yet.
  return Person.signIn(stack, username);
}
