import { describe, expect } from '@jest/globals';
import { withBrowser } from './testkit/with-browser.js';

describe('offline', () => {
  const { it } = withBrowser();

  it('keeps three messages with clocks and sends them once and in order', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    await ann.api.createDirect(ben.api);
    await ben.open('ann');
    await ann.open('ben');
    await ann.write('before');
    await ben.sees('before');

    await ann.offline();
    for (const text of ['one', 'two', 'three']) {
      await ann.write(text);
      await ann.tick(text, 'clock');
    }
    await ann.waits(3);
    await ben.hasExactly('before');

    await ann.offline(false);
    await ben.hasExactly('before', 'one', 'two', 'three');
    await ann.waits(0);
    await ann.tick('three', 'read');
    await ann.hasExactly('before', 'one', 'two', 'three');
  });

  it('keeps them over a reload, too', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    const { id } = await ann.api.createDirect(ben.api);
    await ann.open('ben');
    // The page itself is there again after the reload, the API is not.
    ann.watch.expectTrouble();
    await ann.page.route('**/sender/**', (route) => route.abort());
    for (const text of ['one', 'two', 'three']) await ann.write(text);
    await ann.waits(3);

    await ann.reload();
    await ann.waits(3);
    await ann.hasExactly('one', 'two', 'three');
    for (const text of ['one', 'two', 'three']) await ann.tick(text, 'clock');

    await ann.page.unroute('**/sender/**');
    await ann.tick('three', 'stored');
    const history = await ben.api.history(id);
    expect(history.map(({ content }) => content)).toEqual(['one', 'two', 'three']);
    await ann.hasExactly('one', 'two', 'three');
  });

  it('shows what came meanwhile as soon as the network is back, each once', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    const { id } = await ann.api.createDirect(ben.api);
    await ben.api.send(id, 'first');
    await ann.open('ben');
    await ann.sees('first');
    await ann.offline();
    for (const text of ['second', 'third']) await ben.api.send(id, text);
    await ann.offline(false);
    await ann.hasExactly('first', 'second', 'third');
  });

  it('goes on after the browser had frozen the tab', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    const { id } = await ann.api.createDirect(ben.api);
    await ben.api.send(id, 'first');
    await ann.open('ben');
    await ann.sees('first');
    await ann.frozen();
    for (const text of ['second', 'third']) await ben.api.send(id, text);
    await ann.frozen(false);
    await ann.hasExactly('first', 'second', 'third');
  });
});
