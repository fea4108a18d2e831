/**
 * `node make-admin.js <username>`: makes an account an admin. The first admin comes to be like this; it is for whoever
 * runs the installation, since whoever can run it can reach the database.
 */
import 'reflect-metadata';
import { createDataSource } from '@converge/postgres';
import { createAccounts } from '@converge/postgres/accounts';
import { env } from './make-admin/env.js';

const username = process.argv[2]?.trim().toLowerCase();
if (!username) {
  console.error('make-admin: whom? Give the username of an account.');
  process.exit(2);
}
const dataSource = createDataSource({ url: env.POSTGRES_URL, applicationName: 'make-admin', poolSize: 1 });
try {
  const user = await createAccounts(dataSource).giveRole(username, 'admin');
  if (user) console.log(`make-admin: ${username} is an admin, from the next sign-in on.`);
  else {
    console.error(`make-admin: there is no account ${username}. Sign up first, then run this again.`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`make-admin: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}
