import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createOutbox, type Outbox } from './outbox';
import { createMemoryStorage, type OutboxStorage } from './outbox-item';
import type { OutboxNews } from './outbox-items';
import { createLockTurn } from './sending-turn';
import type { TabChannel } from './tab-channel';
import { createBrowser } from './testkit/browser';
import { stored } from './testkit/stored-message';

let seq = 0;

describe('the outbox of an account that is open in several tabs', () => {
  let storage: OutboxStorage;
  let browser: ReturnType<typeof createBrowser>;
  let channel: () => TabChannel<OutboxNews>;
  let tabs: Outbox[];
  /** What reached the server, and from which tab. */
  let sent: { tab: string; content: string }[];
  let isServerAway: boolean;

  const soon = () => jest.advanceTimersByTimeAsync(0);
  const shown = (tab: Outbox) => tab.ofChat('chat').map(({ content, state }) => [content, state]);
  const contents = () => sent.map(({ content }) => content);

  async function open(tab: string): Promise<Outbox> {
    const outbox = createOutbox({
      userId: 'me',
      storage,
      turn: createLockTurn(browser.locks, 'turn'),
      tabs: channel(),
      send(item) {
        if (isServerAway) return Promise.reject(new TypeError('Failed to fetch'));
        sent.push({ tab, content: item.content });
        return Promise.resolve(stored(item, ++seq));
      },
      onAccepted: () => {},
      random: () => 0,
    });
    tabs.push(outbox);
    await outbox.start();
    await soon();
    return outbox;
  }

  beforeEach(() => {
    jest.useFakeTimers();
    storage = createMemoryStorage();
    browser = createBrowser();
    channel = browser.channels();
    tabs = [];
    sent = [];
    isServerAway = false;
  });

  afterEach(() => {
    for (const tab of tabs) tab.stop();
    jest.useRealTimers();
  });

  it('is the same in all of them', async () => {
    const [one, two] = [await open('one'), await open('two')];
    const { id } = one.add('chat', 'hello');
    await soon();
    expect(shown(one)).toEqual([['hello', 'accepted']]);
    expect(shown(two)).toEqual([['hello', 'accepted']]);
    two.persisted([`server-${id}`]);
    await soon();
    expect(shown(one)).toEqual([]);
    expect(contents()).toEqual(['hello']);
  });

  it('is sent in the order in which it was written, whichever tab it was written in', async () => {
    isServerAway = true;
    const [one, two] = [await open('one'), await open('two')];
    one.add('chat', '1');
    await soon();
    two.add('chat', '2');
    await soon();
    one.add('chat', '3');
    await soon();
    expect(shown(two).map(([content]) => content)).toEqual(['1', '2', '3']);
    isServerAway = false;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(contents()).toEqual(['1', '2', '3']);
    expect(new Set(sent.map(({ tab }) => tab)).size).toBe(1);
  });

  it('is sent by the tab in which a person writes, even if another that had the turn is frozen', async () => {
    const [, two] = [await open('one'), await open('two')];
    two.add('chat', 'from two');
    await soon();
    expect(sent).toEqual([{ tab: 'two', content: 'from two' }]);
  });

  it('is taken over by a tab that is left when the one that sends is closed', async () => {
    isServerAway = true;
    const [one, two] = [await open('one'), await open('two')];
    one.add('chat', '1');
    one.add('chat', '2');
    await soon();
    isServerAway = false;
    one.stop();
    await soon();
    expect(sent).toEqual([
      { tab: 'two', content: '1' },
      { tab: 'two', content: '2' },
    ]);
    expect(shown(two)).toEqual([
      ['1', 'accepted'],
      ['2', 'accepted'],
    ]);
  });

  it('is sent by the tab that comes into view while the one that has the turn is frozen', async () => {
    isServerAway = true;
    const [one, two] = [await open('one'), await open('two')];
    one.add('chat', 'hello');
    await soon();
    // The one that has the turn waits for its next attempt; frozen, it would wait for ever.
    isServerAway = false;
    two.inView();
    await soon();
    expect(sent).toEqual([{ tab: 'two', content: 'hello' }]);
    sent = [];
    one.inView();
    two.add('chat', 'more');
    await soon();
    expect(sent).toEqual([{ tab: 'two', content: 'more' }]);
  });

  it('is sent by each tab where the browser has locks, but gives none to this page', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const request = jest.fn(() => Promise.reject(new DOMException('Not here.', 'SecurityError')));
    browser = { ...browser, locks: { request } as unknown as LockManager };
    const one = await open('one');
    one.add('chat', 'hello');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(sent).toEqual([{ tab: 'one', content: 'hello' }]);
    expect(request).toHaveBeenCalledTimes(1);
    warn.mockRestore();
  });

  it('goes back and forth with the person, again and again', async () => {
    const [one, two, three] = [await open('one'), await open('two'), await open('three')];
    const order = [one, two, two, three, one, three];
    for (const [index, tab] of order.entries()) {
      tab.add('chat', String(index));
      await soon();
    }
    expect(sent.map(({ tab }) => tab)).toEqual(['one', 'two', 'two', 'three', 'one', 'three']);
    three.stop();
    two.stop();
    one.add('chat', 'last');
    await soon();
    expect(sent.at(-1)).toEqual({ tab: 'one', content: 'last' });
  });

  it('does not come back by what a slower tab says of a message that has left', async () => {
    const [one, two] = [await open('one'), await open('two')];
    isServerAway = true;
    const message = stored(one.add('chat', 'hello'), ++seq);
    await soon();
    one.accepted([message]);
    one.persisted([message.id]);
    // Said before it has heard that the message is stored.
    two.accepted([message]);
    await soon();
    expect([shown(one), shown(two)]).toEqual([[], []]);
    expect(await storage.load('me')).toEqual([]);
  });

  it('is confirmed by one tab after the feed of all of them broke off', async () => {
    const [one, two] = [await open('one'), await open('two')];
    one.add('chat', 'hello');
    await soon();
    for (const tab of [one, two]) tab.interrupted();
    for (const tab of [two, one]) tab.live();
    await soon();
    expect(contents()).toEqual(['hello', 'hello']);
    expect(new Set(sent.map(({ tab }) => tab))).toEqual(new Set(['one']));
  });
});
