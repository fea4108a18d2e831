import { describe } from '@jest/globals';
import { Person } from '@converge/test/testkit';
import { withBrowser } from './testkit/with-browser.js';

describe('without a mouse', () => {
  const { it } = withBrowser();

  it('one signs in, finds a chat, writes, goes on to the next unread, and is helped', async ({
    join,
    known,
    visit,
  }) => {
    const ben = await join('ben', { displayName: 'Ben Okafor' });
    const cem = await known('cem', 'Cem Yildiz');
    const account = await known('ann');
    await account.createDirect(ben.api);
    const { id } = await cem.createDirect(account);

    const ann = await visit('ann', {}, account);
    await ann.page.goto(ann.home);
    await ann.isFocused('login-username');
    await ann.page.keyboard.type(account.username);
    await ann.press('Tab');
    await ann.page.keyboard.type(Person.PASSWORD);
    await ann.press('Enter');
    await ann.isLive();

    await ann.press('Control+k');
    await ann.isFocused('switcher-input');
    await ann.page.keyboard.type('okaf');
    await ann.at('switcher-item').filter({ hasText: 'Ben Okafor' }).waitFor();
    await ann.press('Enter');
    await ann.isIn('Ben Okafor');
    await ann.isFocused('composer');
    await ann.page.keyboard.type('Hello Ben');
    await ann.press('Shift+Enter');
    await ann.page.keyboard.type('how are you?');
    await ann.press('Enter');
    await ben.open('ann');
    const lines = { hasText: /^\s*Hello Ben\s*how are you\?\s*$/ };
    for (const tab of [ann, ben]) await tab.at('message-content').filter(lines).waitFor();

    await cem.send(id, 'And I?');
    await ann.badge('Cem Yildiz', 1);
    await ann.press('Alt+Shift+ArrowDown');
    await ann.isIn('Cem Yildiz');
    await ann.sees('And I?');
    await ann.badge('Cem Yildiz', 0);

    // Where one writes, a question mark is a question mark.
    await ann.press('Shift+Tab', 'Shift+Tab');
    await ann.press('?');
    await ann.at('help-dialog').waitFor();
    await ann.press('Escape');
    await ann.at('help-dialog').waitFor({ state: 'detached' });
    await ann.press('Escape');
    await ann.isFocused('composer');
  });
});
