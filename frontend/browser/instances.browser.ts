import { describe } from '@jest/globals';
import { withBrowser } from './testkit/with-browser.js';

describe('instances', () => {
  const { it } = withBrowser();

  it('are switched without a reload, and remembered', async ({ join }) => {
    const ann = await join('ann', { pins: { sender: 1, receiver: 1 } });
    const ben = await join('ben');
    await ann.api.createDirect(ben.api);
    await ann.open('ben');
    await ann.write('by the first');
    await ann.isServedBy('sender', 1);
    await ann.isServedBy('receiver', 1);
    await ann.page.evaluate(() => Object.assign(window, { isSamePage: true }));

    await ann.pin('sender', 2);
    await ann.pin('receiver', 2);
    await ann.isServedBy('receiver', 2);
    await ann.write('by the second');
    await ann.isServedBy('sender', 2);
    await ann.hasExactly('by the first', 'by the second');
    await ann.page.waitForFunction(() => 'isSamePage' in window);

    await ann.reload();
    await ann.isServedBy('receiver', 2);
    await ben.open('ann');
    await ben.hasExactly('by the first', 'by the second');
  });
});
