import { describe } from '@jest/globals';
import { withBrowser } from './testkit/with-browser.js';

describe('a session', () => {
  const { it } = withBrowser();

  it('ends in all tabs of a browser at once', async ({ join }) => {
    const ann = await join('ann');
    const other = await ann.anotherTab();
    await ann.mainMenu('sign-out');
    await ann.at('login-username').waitFor();
    await other.at('login-username').waitFor();
    await other.page.reload();
    await other.at('login-username').waitFor();
  });

  it('begins with an account of one’s own, and says why a wrong password is none', async ({ visit }) => {
    const ann = await visit('ann');
    await ann.page.goto(ann.home);
    await ann.at('signup-open').click();
    const username = `ann-${Date.now().toString(36)}`;
    await ann.at('login-username').fill(username);
    await ann.at('signup-display-name').fill('Ann Miller');
    await ann.at('signup-email').fill(`${username}@example.org`);
    await ann.at('login-password').fill('a long passphrase');
    await ann.at('signup-submit').click();
    await ann.isLive();

    await ann.mainMenu('sign-out');
    await ann.at('login-username').fill(username);
    await ann.at('login-password').fill('not my passphrase');
    await ann.at('login-submit').click();
    await ann.at('login-problem').waitFor();
    await ann.at('login-password').fill('a long passphrase');
    await ann.at('login-submit').click();
    await ann.isLive();
  });
});
