import { describe } from '@jest/globals';
import { withBrowser } from './testkit/with-browser.js';

describe('a draft', () => {
  const { it } = withBrowser();

  it('stays with its chat, is shown in the list, and survives a reload', async ({ join, known }) => {
    const ann = await join('ann');
    for (const name of ['ben', 'cem']) await ann.api.createDirect(await known(name));
    await ann.open('ben');
    await ann.at('composer').fill('for Ben');
    await ann.open('cem');
    await ann.has('composer', '');
    await ann.at('composer').fill('for Cem');
    await ann.chat('ben').getByTestId('draft-label').waitFor();

    await ann.reload();
    await ann.isIn('cem');
    await ann.has('composer', 'for Cem');
    await ann.open('ben');
    await ann.has('composer', 'for Ben');
    await ann.at('composer').press('Enter');
    await ann.sees('for Ben');
    await ann.has('composer', '');
    await ann.open('cem');
    await ann.chat('ben').getByTestId('draft-label').waitFor({ state: 'detached' });
  });
});
