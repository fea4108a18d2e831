import { describe } from '@jest/globals';
import { ALLOWS_NOTIFICATIONS, Notified } from './testkit/notified.js';
import { withBrowser } from './testkit/with-browser.js';

describe('notifications', () => {
  const { it } = withBrowser();

  it('come once for each message over all tabs, in order, and not for one’s own', async ({ join, known }) => {
    const ann = await join('ann', { window: ALLOWS_NOTIFICATIONS });
    const ben = await known('ben');
    const { id } = await ann.api.createDirect(ben);
    const notified = await Notified.of(ann);
    const other = await ann.anotherTab();
    const tabs = [ann, other];
    for (const tab of tabs) await tab.hidden();

    const first = ['one', 'two', 'three', 'four', 'five', 'six'];
    for (const word of first) await ben.send(id, `**${word}**`);
    for (const tab of tabs) await tab.badge('ben', first.length);
    await notified.hasExactly(...first);
    await ann.api.send(id, 'from another device');
    await ben.send(id, 'last');
    for (const tab of tabs) await tab.chat('ben').filter({ hasText: 'last' }).waitFor();
    await notified.hasExactly(...first, 'last');
  });

  it('do not come of the chat that is open before somebody, in whichever tab', async ({ join, known }) => {
    const ann = await join('ann', { window: ALLOWS_NOTIFICATIONS });
    const [ben, cem] = [await known('ben'), await known('cem')];
    const open = await ann.api.createDirect(ben);
    const closed = await ann.api.createDirect(cem);
    await ben.send(open.id, 'earlier');
    const notified = await Notified.of(ann);
    const other = await ann.anotherTab();
    await other.hidden();
    await ann.open('ben');
    await other.badge('ben', 0);

    await ben.send(open.id, 'before her eyes');
    await ann.sees('before her eyes');
    await cem.send(closed.id, 'elsewhere');
    for (const tab of [ann, other]) await tab.badge('cem', 1);
    await notified.hasExactly('elsewhere');

    await ann.hidden();
    await ben.send(open.id, 'behind her back');
    await notified.hasExactly('elsewhere', 'behind her back');
  });
});
