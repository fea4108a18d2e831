import { describe, expect } from '@jest/globals';
import { withBrowser } from './testkit/with-browser.js';

describe('a group', () => {
  const { it } = withBrowser();

  it('is made, grows, and vanishes for whoever is taken out', async ({ join }) => {
    const ann = await join('ann', { displayName: 'Ann Miller' });
    const ben = await join('ben', { displayName: 'Ben Okafor' });
    const cem = await join('cem', { displayName: 'Cem Yildiz' });

    await ann.at('new-chat').click();
    await ann.at('new-chat-group').click();
    await ann.at('new-chat-name').fill('Climbing on Friday');
    await ann.pick(ben);
    await ann.at('new-chat-create').click();
    await ann.isIn('Climbing on Friday');
    await ann.write('Who drives?');
    await ben.badge('Climbing on Friday', 1);
    await ben.open('Climbing on Friday');
    await ben.sees('Who drives?');

    await ann.chatMenu('chat-add-people');
    await ann.pick(cem);
    await ann.at('add-people-confirm').click();
    await cem.open('Climbing on Friday');
    await cem.write('I can take three.');
    await ann.sees('I can take three.');

    await ann.openMembers();
    await ann.member(ben).getByTestId('member-remove').click();
    await ann.at('confirm').click();
    await ann.member(ben).waitFor({ state: 'detached' });
    await ben.chat('Climbing on Friday').waitFor({ state: 'detached' });
    await ben.at('chat-missing').waitFor();
    expect(await cem.chat('Climbing on Friday').count()).toBe(1);
  });

  it('gets a new name, which everybody sees, and is left', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    await ann.api.createGroup([ben.api], 'Climbing');
    await ann.open('Climbing');
    await ben.open('Climbing');
    await ann.chatMenu('chat-rename');
    await ann.at('rename-name').fill('Bouldering');
    await ann.at('rename-save').click();
    for (const tab of [ann, ben]) {
      await tab.isIn('Bouldering');
      await tab.chat('Bouldering').waitFor();
    }
    await ben.chatMenu('chat-leave');
    await ben.at('confirm').click();
    await ben.chat('Bouldering').waitFor({ state: 'detached' });
    await ann.openMembers();
    await ann.member(ben).waitFor({ state: 'detached' });
  });

  it('of forty is no less one: who is in it, and blue only once all have read', async ({ join, known }) => {
    const ann = await join('ann');
    const others = await Promise.all(Array.from({ length: 39 }, (_, index) => known(`member-${index}`)));
    const { id } = await ann.api.createGroup(others, 'Choir');
    await ann.open('Choir');
    await ann.write('Tonight at eight');
    await ann.tick('Tonight at eight', 'stored');
    const [last, ...first] = others;
    await Promise.all(first.map((member) => member.read(id, 1)));
    await ann.menuOf('Tonight at eight', 'message-details');
    await ann.at('message-details-dialog').getByText('Read by 38 people').waitFor();
    await ann.press('Escape');
    await ann.tick('Tonight at eight', 'stored');
    await last!.read(id, 1);
    await ann.tick('Tonight at eight', 'read');
    await ann.openMembers();
    await ann.page.locator('[data-testid=member][aria-setsize="40"]').first().waitFor();
  });

  it('a second direct chat with somebody is the first', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    for (const text of ['hello', 'again']) {
      await ann.at('new-chat').click();
      await ann.pick(ben);
      // Closed once the server has said which chat it is; the second time that one is open behind it all along.
      await ann.at('new-chat-dialog').waitFor({ state: 'detached' });
      await ann.isIn('ben');
      await ann.write(text);
    }
    await ann.hasExactly('hello', 'again');
    expect(await ann.at('chat-item').count()).toBe(1);
  });
});
