import { describe, expect } from '@jest/globals';
import { eventually, type Person } from '@converge/test/testkit';
import type { Tab } from './testkit/tab.js';
import { withBrowser } from './testkit/with-browser.js';

/** More than fit on a page, in any order but for the last; answers the chat. */
async function manyMessages(from: Person, to: Person, count: number): Promise<string> {
  const { id } = await from.createDirect(to);
  const texts = Array.from({ length: count }, (_, index) => `message ${index + 1}`);
  await Promise.all(texts.slice(0, -1).map((text) => from.send(id, text)));
  await from.send(id, texts.at(-1)!);
  return id;
}

describe('reading', () => {
  const { it } = withBrowser();

  it('needs the end of the chat before somebody’s eyes: scrolled up it is not read', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    const chatId = await manyMessages(ann.api, ben.api, 60);
    await ben.open('ann');
    await ben.at('jump').click();
    await ben.sees('message 60');
    await ben.badge('ann', 0);
    // The badge is ahead of the server: the mark of what was seen may still be on its way.
    await eventually('all is read', async () => (await ben.api.unread(chatId)) === 0);
    await ben.scroll('top');
    // The page hears of it a moment later; until then it would follow what is new to the end.
    await ben.at('jump').waitFor();
    await ann.open('ben');
    await ann.write('news');
    await ben.badge('ann', 1);
    await ben.at('jump').filter({ hasText: '1' }).waitFor();
    await ann.tick('news', 'stored');
    expect(await ben.api.unread(chatId)).toBe(1);

    await ben.at('jump').click();
    await ben.sees('news');
    await ben.badge('ann', 0);
    await ann.tick('news', 'read');
  });

  it('goes on at the end while an own message waits there, and counts only what was seen', async ({
    join,
    known,
  }) => {
    const ann = await join('ann');
    const ben = await known('ben');
    const chatId = await manyMessages(ben, ann.api, 40);
    await ann.open('ben');
    await ann.scroll('end');
    ann.watch.expectTrouble();
    await ann.page.route('**/sender/**', (route) => route.abort());
    await ann.write('waits');
    for (const n of [1, 2, 3, 4, 5]) await ben.send(chatId, `answer ${n}`);
    await ann.sees('answer 5');
    const fromEnd = () =>
      ann.at('messages').evaluate((list) => list.scrollHeight - list.clientHeight - list.scrollTop);
    await eventually('the end is in view', async () => (await fromEnd()) < 5);
    await ann.page.unroute('**/sender/**');
    await ann.tick('waits', 'stored');
    await eventually('all is read', async () => (await ann.api.unread(chatId)) === 0);
  });

  it('needs the tab to be visible', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    const { id } = await ann.api.createDirect(ben.api);
    await ben.open('ann');
    await ben.hidden();
    await ann.open('ben');
    await ann.write('Are you there?');
    await ben.sees('Are you there?');
    await ben.title('(1) Converge');
    await ann.tick('Are you there?', 'stored');
    expect(await ben.api.unread(id)).toBe(1);
    await ben.hidden(false);
    await ben.title('Converge');
    await ann.tick('Are you there?', 'read');
  });

  it('begins at a divider that stays where it was when the chat was opened', async ({ join }) => {
    const ann = await join('ann');
    const ben = await join('ben');
    const { id } = await ann.api.createDirect(ben.api);
    await ann.api.send(id, 'old');
    await ben.open('ann');
    await eventually('it is read', async () => (await ben.api.unread(id)) === 0);
    await ben.page.goto(ben.home);
    await ben.isLive();
    for (const text of ['new', 'newer']) await ann.api.send(id, text);
    await ben.badge('ann', 2);
    await ben.open('ann');
    await ben.at('unread-divider').waitFor();
    const isAbove = () => isDividerAbove(ben, 'new');
    expect(await isAbove()).toBe(true);
    await ben.badge('ann', 0);
    await ann.api.send(id, 'newest');
    await ben.sees('newest');
    expect(await isAbove()).toBe(true);
    expect(await ben.at('unread-divider').count()).toBe(1);
  });

  it('is known to the server even if the page goes the moment after', async ({ join, known }) => {
    const ann = await known('ann');
    const ben = await join('ben');
    const { id } = await ann.createDirect(ben.api);
    await ann.send(id, 'news');
    await ben.badge('ann', 1);
    await ben.open('ann');
    await ben.badge('ann', 0);
    await ben.page.goto('about:blank');
    await eventually('it is read', async () => (await ben.api.unread(id)) === 0);
    await ben.page.goto(ben.home);
    await ben.isLive();
    await ben.badge('ann', 0);
  });

  it('begins far up after 250 messages: a click leads there', async ({ enter, known }) => {
    const account = await known('ann');
    await manyMessages(await known('ben'), account, 250);
    const ann = await enter(account, 'ann');
    await ann.badge('ben', 250);
    await ann.open('ben');
    await ann.sees('message 250');
    await ann.at('jump-unread').filter({ hasText: '250' }).click();
    await ann.isInView('unread-divider');
    await ann.page.locator('[data-testid=message][data-seq="1"]').waitFor();
    await ann.at('jump-unread').waitFor({ state: 'detached' });
  });

  it('older messages come in above without a jump', async ({ join, known }) => {
    const ann = await join('ann');
    const ben = await known('ben');
    await manyMessages(ann.api, ben, 150);
    // A page that has heard them live has them all; one that has read them opens at the end.
    await ann.reload();
    await ann.open('ben');
    await ann.sees('message 150');
    // What is older is on its way until the head of what is there has been drawn and measured.
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await ann.page.route('**/receiver/**', (route) => held.then(() => route.continue()));
    const heightOf = () => ann.scroller.evaluate((list) => list.scrollHeight);
    await ann.scroll('top');
    await ann.page.locator('li[data-index="0"]').waitFor();
    const at = () => ann.scroller.evaluate((list) => list.scrollTop);
    await eventually('it is at the very top', async () => (await at()) < 60);
    const before = await heightOf();
    const { seq, top } = await topMessage(ann);
    letThrough();
    await eventually('older messages are there', async () => (await heightOf()) > before);
    const box = await ann.page.locator(`[data-testid=message][data-seq="${seq}"]`).boundingBox();
    expect(Math.abs(box!.y - top)).toBeLessThanOrEqual(2);
  });
});

async function isDividerAbove(tab: Tab, text: string): Promise<boolean> {
  const divider = await tab.at('unread-divider').boundingBox();
  const old = await tab.message('old').boundingBox();
  const row = await tab.message(text).boundingBox();
  return divider!.y > old!.y && divider!.y < row!.y + row!.height;
}

/**
 * A message near the upper edge, and where it stands. Not the first: with history before it, it may lose its day and
 * its author's name, and is another row.
 */
const topMessage = ({ scroller }: Tab) =>
  scroller.evaluate((list) => {
    const edge = list.getBoundingClientRect().top;
    const [, , third] = [...list.querySelectorAll<HTMLElement>('[data-testid=message]')]
      .map((row) => ({ seq: row.dataset.seq, top: row.getBoundingClientRect().top }))
      .filter(({ top }) => top >= edge)
      .sort((a, b) => a.top - b.top);
    return third ?? { seq: undefined, top: 0 };
  });
