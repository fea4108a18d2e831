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
    // He may see it before Ann's page knows that it was sent: until then it waits, too.
    await ann.tick('before', 'read');

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

  it('keeps them over a reload, too', async ({ join, known }) => {
    const ann = await join('ann');
    const ben = await known('ben');
    const { id } = await ann.api.createDirect(ben);
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
    const history = await ben.history(id);
    expect(history.map(({ content }) => content)).toEqual(['one', 'two', 'three']);
    await ann.hasExactly('one', 'two', 'three');
  });

  it('shows what came meanwhile as soon as the network is back, each once', async ({ join, known }) => {
    const ann = await join('ann');
    const ben = await known('ben');
    const { id } = await ann.api.createDirect(ben);
    await ben.send(id, 'first');
    await ann.open('ben');
    await ann.sees('first');
    await ann.offline();
    for (const text of ['second', 'third']) await ben.send(id, text);
    await ann.offline(false);
    await ann.hasExactly('first', 'second', 'third');
  });

  it('tells of what was written to a group that one was taken out of meanwhile, and gives it back', async ({
    join,
    known,
  }) => {
    const ann = await join('ann');
    const ben = await known('ben');
    const { id } = await ben.createGroup([ann.api], 'Climbing');
    await ann.open('Climbing');
    await ann.offline();
    await ann.write('I bring the rope');
    await ben.takeOut(id, ann.api);
    await ann.offline(false);
    await ann.at('stranded').click();
    await ann.at('stranded-dialog').getByText('I bring the rope').waitFor();
    await ann.at('stranded-delete').click();
    await ann.at('stranded').waitFor({ state: 'detached' });
  });

  it('opens what was not opened before: it was loaded ahead', async ({ join }) => {
    const ann = await join('ann');
    const isLoaded = (part: string) =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes(`/assets/${part}`));
    for (const part of ['help-dialog', 'settings-dialog', 'new-chat-dialog']) {
      await ann.page.waitForFunction(isLoaded, part);
    }
    await ann.offline();
    await ann.mainMenu('help-open');
    await ann.at('help-dialog').waitFor();
    await ann.press('Escape');
    await ann.at('help-dialog').waitFor({ state: 'detached' });
    await ann.settings('appearance');
    await ann.at('theme-select').waitFor();
  });

  it('goes on after the browser had frozen the tab', async ({ join, known }) => {
    const ann = await join('ann');
    const ben = await known('ben');
    const { id } = await ann.api.createDirect(ben);
    await ben.send(id, 'first');
    await ann.open('ben');
    await ann.sees('first');
    await ann.frozen();
    for (const text of ['second', 'third']) await ben.send(id, text);
    await ann.frozen(false);
    await ann.hasExactly('first', 'second', 'third');
  });
});
