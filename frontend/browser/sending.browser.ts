import { describe, expect } from '@jest/globals';
import { withBrowser } from './testkit/with-browser.js';

describe('sending', () => {
  const { it } = withBrowser();

  it('shows a message at once, then who has it: accepted, stored, read', async ({ join }) => {
    const ann = await join('ann', { pins: { sender: 1, receiver: 1 } });
    const ben = await join('ben', { pins: { sender: 2, receiver: 2 } });
    await ann.api.createDirect(ben.api);
    await ann.open('ben');
    await ann.write('Are you in on Friday?');
    await ann.tick('Are you in on Friday?', 'stored');
    await ben.badge('ann', 1);
    await ben.title('(1) Converge');
    await ben.open('ann');
    await ben.sees('Are you in on Friday?');
    await ben.badge('ann', 0);
    await ben.title('Converge');
    await ann.tick('Are you in on Friday?', 'read');
    await ben.write('Yes, I bring the rope.');
    await ann.hasExactly('Are you in on Friday?', 'Yes, I bring the rope.');
    await ben.tick('Yes, I bring the rope.', 'read');
    expect(await ann.at('badge').count()).toBe(0);
  });

  it('takes an emoji from a picker that asks nobody else', async ({ join, known }) => {
    const ann = await join('ann');
    await ann.api.createDirect(await known('ben'));
    await ann.open('ben');
    await ann.at('composer').fill('See you ');
    const asked = ann.page.waitForRequest((request) =>
      request.url().startsWith(`${ann.home}/assets/emojibase`),
    );
    await ann.at('emoji-open').click();
    await asked;
    await ann.at('emoji-search').fill('rocket');
    await ann.page.getByRole('gridcell', { name: 'Rocket', exact: true }).click();
    await ann.has('composer', 'See you 🚀');
    await ann.isFocused('composer');
    await ann.press('Enter');
    await ann.sees('See you 🚀');
  });
});
