import { describe, expect } from '@jest/globals';
import { ABOVE_KEYBOARD, PHONE, PHONE_SIZE } from './testkit/phone.js';
import { withBrowser } from './testkit/with-browser.js';

describe('on a phone', () => {
  const { it } = withBrowser();

  it('there is one column: the list, or the chat with a way back', async ({ join, known }) => {
    const ann = await join('ann', { window: PHONE });
    const ben = await known('ben');
    const { id } = await ann.api.createDirect(ben);
    for (let number = 1; number <= 30; number++) await ben.send(id, `message ${number}`);
    await ann.badge('ben', 30);
    expect(await ann.at('composer').count()).toBe(0);

    await ann.chat('ben').tap();
    await ann.isIn('ben');
    await ann.at('jump').tap();
    await ann.sees('message 30');
    expect(await ann.at('chat-list').isVisible()).toBe(false);

    await ann.at('composer').tap();
    await ann.page.setViewportSize(ABOVE_KEYBOARD);
    await ann.at('composer').fill('on my way');
    await ann.isInView('composer');
    await ann.at('send').tap();
    await ann.sees('on my way');
    const overflow = await ann.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);

    await ann.page.setViewportSize(PHONE_SIZE);
    await ann.back();
    await ann.chat('ben').waitFor();
    expect(await ann.at('composer').count()).toBe(0);
  });
});
