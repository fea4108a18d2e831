import 'reflect-metadata';
import { newId } from '@converge/domain';
import { createDataSource } from '@converge/postgres';
import { createAccounts } from '@converge/postgres/accounts';
import { hashPassword } from './auth/passwords.js';
import { env } from './seed/env.js';

/** The demo accounts of a local stack. Known to everybody: never seed a public installation. */
const DEMO_PASSWORD = 'converge-demo';
const DEMO_ACCOUNTS = [
  { username: 'alice', displayName: 'Alice', roles: [] },
  { username: 'bob', displayName: 'Bob', roles: [] },
  { username: 'carol', displayName: 'Carol', roles: [] },
  { username: 'admin', displayName: 'Admin', roles: ['admin'] },
];

const dataSource = createDataSource({ url: env.POSTGRES_URL, applicationName: 'converge-seed', poolSize: 1 });
const accounts = createAccounts(dataSource);
try {
  for (const account of DEMO_ACCOUNTS) {
    if (await accounts.userByUsername(account.username)) continue;
    await accounts.insertUser({
      ...account,
      id: newId(),
      email: `${account.username}@converge.example`,
      passwordHash: await hashPassword(DEMO_PASSWORD),
    });
    console.log(`seed: ${account.username} made`);
  }
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}
