import { describe } from '@jest/globals';
import { Person } from '@converge/test/testkit';
import { withBrowser } from './testkit/with-browser.js';

describe('the settings', () => {
  const { it } = withBrowser();

  it('give a new name, which others see once they are connected again', async ({ join }) => {
    const ann = await join('ann', { displayName: 'Ann Miller' });
    const ben = await join('ben');
    await ann.api.createDirect(ben.api);
    await ben.open('Ann Miller');
    await ann.settings('profile');
    await ann.at('profile-display-name').fill('Ann Okafor');
    await ann.at('profile-save').click();
    await ann.at('viewer').filter({ hasText: 'Ann Okafor' }).waitFor();
    await ben.offline();
    await ben.isCutOff();
    await ben.offline(false);
    await ben.isIn('Ann Okafor');
    await ben.chat('Ann Okafor').waitFor();
  });

  it('give a new password, and the old one is none any more', async ({ join }) => {
    const ann = await join('ann');
    await ann.settings('password');
    await ann.at('password-current').fill(Person.PASSWORD);
    for (const field of ['password-next', 'password-repeated'])
      await ann.at(field).fill('another passphrase');
    await ann.at('password-save').click();
    // Changed: an empty form again.
    await ann.has('password-current', '');
    await ann.page.keyboard.press('Escape');
    await ann.at('settings-dialog').waitFor({ state: 'detached' });

    await ann.mainMenu('sign-out');
    await ann.at('login-username').fill(ann.api.username);
    await ann.at('login-password').fill(Person.PASSWORD);
    await ann.at('login-submit').click();
    await ann.at('login-problem').waitFor();
    await ann.at('login-password').fill('another passphrase');
    await ann.at('login-submit').click();
    await ann.isLive();
  });

  it('end the session of another device, which is signed out by itself', async ({ join, enter }) => {
    const ann = await join('ann');
    const elsewhere = await enter(ann.api, 'ann elsewhere');
    await ann.settings('sessions');
    // The page's own, this one, and that of the test itself, which is no browser.
    const other = ann
      .at('session-item')
      .filter({ hasText: 'Chrom' })
      .and(ann.page.locator('[data-current=false]'));
    await other.getByTestId('session-revoke').click();
    await ann.at('confirm').click();
    await elsewhere.at('signed-out-reason').waitFor();
    await other.waitFor({ state: 'detached' });
    await ann.isLive();
  });

  it('dress the page in the dark, and it stays so', async ({ join }) => {
    const ann = await join('ann');
    await ann.settings('appearance');
    await ann.at('theme-select').selectOption('dark');
    await ann.page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
    await ann.reload();
    await ann.page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
  });
});
