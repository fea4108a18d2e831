import { describe, expect } from '@jest/globals';
import { eventually } from '@converge/test/testkit';
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

  it('that accepted and delivered a message are named by the diagnostics', async ({ join, known }) => {
    const ann = await join('ann', { pins: { sender: 1, receiver: 2 } });
    await ann.api.createDirect(await known('ben'));
    await ann.open('ben');
    await ann.write('by the first, by the second');
    await ann.tick('by the first, by the second', 'stored');
    await ann.mainMenu('diagnostics-open');
    const rows = ann.at('diagnostics-matrix').locator('tr');
    // Those that did nothing have their place once the list of all instances has come.
    await eventually('each is in its place', async () => {
      const [[, ...receivers] = [], ...senders] = await rows.evaluateAll((all) =>
        all.map((row) =>
          [...row.querySelectorAll<HTMLElement>('th, td')].map(
            (cell) => cell.dataset['count'] ?? cell.innerText,
          ),
        ),
      );
      expect(receivers).toEqual(['receiver-1', 'receiver-2']);
      expect(senders).toEqual([
        ['sender-1', '–', '1'],
        ['sender-2', '–', '–'],
      ]);
      return true;
    });
  });
});
