import { describe, expect } from '@jest/globals';
import { withBrowser } from './testkit/with-browser.js';

describe('editing', () => {
  const { it } = withBrowser();

  it('Arrow Up takes up the last own message; the other side sees the new text and that it was edited', async ({
    join,
  }) => {
    const ann = await join('ann', { pins: { sender: 1, receiver: 1 } });
    const ben = await join('ben', { pins: { sender: 2, receiver: 2 } });
    await ann.api.createDirect(ben.api);
    await ann.open('ben');
    await ben.open('ann');
    await ann.write('Half past sxi?');
    await ann.tick('Half past sxi?', 'read');
    await ann.at('composer').press('ArrowUp');
    await ann.at('edit-banner').waitFor();
    await ann.has('composer', 'Half past sxi?');
    await ann.at('composer').fill('Half past six?');
    await ann.at('composer').press('Enter');
    for (const tab of [ann, ben]) {
      await tab.sees('Half past six?');
      await tab.message('Half past six?').filter({ hasText: '(edited)' }).waitFor();
      await tab.hasExactly('Half past six?');
    }
    await ann.at('edit-banner').waitFor({ state: 'detached' });
    await ann.has('composer', '');
  });

  it('from the menu, and given up with Escape', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    await ann.api.createDirect(ben.api);
    await ann.open('ben');
    await ann.write('first');
    await ann.write('second');
    await ann.tick('second', 'stored');
    await ann.menuOf('first', 'message-edit');
    await ann.has('composer', 'first');
    await ann.at('composer').press('Escape');
    await ann.at('edit-banner').waitFor({ state: 'detached' });
    await ann.has('composer', '');
    await ann.menuOf('first', 'message-edit');
    await ann.at('composer').fill('first, corrected');
    await ann.at('composer').press('Enter');
    await ann.hasExactly('first, corrected', 'second');
    await ben.open('ann');
    await ben.hasExactly('first, corrected', 'second');
  });

  it('a deleted message leaves its place to a tombstone, on both sides', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    await ann.api.createDirect(ben.api);
    await ann.open('ben');
    await ben.open('ann');
    for (const text of ['stays', 'goes', 'stays, too']) await ann.write(text);
    await ben.sees('goes');
    await ann.tick('stays, too', 'read');
    await ann.menuOf('goes', 'message-delete');
    await ann.at('confirm').click();
    for (const tab of [ann, ben]) {
      await tab.seesNot('goes');
      const [before, tombstone, after] = await tab.contents();
      expect([before, after]).toEqual(['stays', 'stays, too']);
      expect(tombstone).toMatch(/deleted/i);
    }
  });

  it('copies a text as it was written', async ({ join, known }) => {
    const ann = await join('ann', { window: { permissions: ['clipboard-read', 'clipboard-write'] } });
    await ann.api.createDirect(await known('ben'));
    await ann.open('ben');
    await ann.write('Half past **six**', 'Half past six');
    await ann.menuOf('Half past six', 'message-copy');
    await ann.page.waitForFunction(
      async () => (await navigator.clipboard.readText()) === 'Half past **six**',
    );
  });

  it('tells who has read a message, and who has not, as it changes', async ({ join, known }) => {
    const ann = await join('ann');
    const ben = await join('ben', { displayName: 'Ben Okafor' });
    const cem = await known('cem', 'Cem Yildiz');
    const { id } = await ann.api.createGroup([ben.api, cem], 'Climbing');
    await ann.open('Climbing');
    await ann.write('Half past six');
    await ben.open('Climbing');
    await ben.badge('Climbing', 0);
    await ann.menuOf('Half past six', 'message-details');
    const readers = (heading: RegExp) =>
      ann
        .at('message-details-dialog')
        .locator('section')
        .filter({ has: ann.page.getByText(heading) });
    await readers(/^Read by/)
      .filter({ hasText: 'Ben Okafor' })
      .waitFor();
    await readers(/^Not yet read by/)
      .filter({ hasText: 'Cem Yildiz' })
      .waitFor();
    await cem.read(id, 1);
    await readers(/^Read by/)
      .filter({ hasText: 'Cem Yildiz' })
      .waitFor();
  });
});
