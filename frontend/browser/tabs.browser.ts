import { describe } from '@jest/globals';
import { withBrowser } from './testkit/with-browser.js';

describe('two tabs of one account', () => {
  const { it } = withBrowser();

  it('agree on badges, and show each message once', async ({ join, known }) => {
    const ann = await join('ann');
    const ben = await known('ben');
    const { id } = await ann.api.createDirect(ben);
    const other = await ann.anotherTab();
    await ben.send(id, 'first');
    for (const tab of [ann, other]) await tab.badge('ben', 1);

    await ann.open('ben');
    for (const tab of [ann, other]) await tab.badge('ben', 0);

    await ann.write('second');
    await other.open('ben');
    await other.write('third');
    for (const tab of [ann, other]) await tab.hasExactly('first', 'second', 'third');
    for (const tab of [ann, other]) await tab.tick('third', 'stored');
  });

  it('agree on drafts', async ({ join, known }) => {
    const ann = await join('ann');
    for (const name of ['ben', 'cem']) await ann.api.createDirect(await known(name));
    const other = await ann.anotherTab();
    await ann.open('ben');
    await ann.at('composer').fill('not yet finished');
    await ann.open('cem');
    for (const tab of [ann, other]) await tab.chat('ben').getByTestId('draft-label').waitFor();

    await other.open('ben');
    await other.has('composer', 'not yet finished');
    await other.at('composer').press('Enter');
    await other.sees('not yet finished');
    for (const tab of [ann, other])
      await tab.chat('ben').getByTestId('draft-label').waitFor({ state: 'detached' });
  });
});
