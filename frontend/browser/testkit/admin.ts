import type { Appearance, Cast } from './cast.js';
import type { Tab } from './tab.js';

/** The administrator that every local stack has, as `npm start` tells. */
const ADMIN = { username: 'admin', password: 'converge-demo' };

/** Signs the administrator in by the form, and opens the operations from the menu. */
export async function operator({ visit }: Pick<Cast, 'visit'>, appearance: Appearance = {}): Promise<Tab> {
  const admin = await visit('admin', appearance);
  await admin.page.goto(admin.home);
  await admin.at('login-username').fill(ADMIN.username);
  await admin.at('login-password').fill(ADMIN.password);
  await admin.at('login-submit').click();
  await admin.isLive();
  await admin.mainMenu('operations-open');
  await admin.at('operations-lane').first().waitFor();
  return admin;
}
