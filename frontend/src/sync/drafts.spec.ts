import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createDraftStore, type DraftNews, type DraftStore } from './draft-store';
import { createMemoryDrafts, type DraftStorage } from './draft-storage';
import type { TabChannel } from './tab-channel';
import { createBrowser } from './testkit/browser';

const soon = () => jest.advanceTimersByTimeAsync(0);
const text = (store: DraftStore, chatId = 'chat') => store.drafts.get().get(chatId);

describe('a draft', () => {
  let storage: DraftStorage;
  let channel: () => TabChannel<DraftNews>;
  let stores: DraftStore[];

  async function open(userId = 'me'): Promise<DraftStore> {
    const store = createDraftStore(userId, storage, channel());
    stores.push(store);
    await store.start();
    return store;
  }

  beforeEach(() => {
    jest.useFakeTimers();
    storage = createMemoryDrafts();
    channel = createBrowser().channels();
    stores = [];
  });
  afterEach(() => {
    for (const store of stores) store.stop();
    jest.useRealTimers();
  });

  it('survives a reload, for the account that wrote it', async () => {
    const store = await open();
    store.set('chat', 'half a thou');
    store.stop();
    expect(text(await open())).toBe('half a thou');
    expect(text(await open('ann'))).toBeUndefined();
  });

  it('is written when the typing pauses, once', async () => {
    const save = jest.spyOn(storage, 'save');
    const store = await open();
    for (const typed of ['h', 'he', 'hey']) store.set('chat', typed);
    expect(save).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(save.mock.calls).toEqual([['me', 'chat', 'hey']]);
  });

  it('is written at once when the page goes away', async () => {
    const store = await open();
    store.set('chat', 'hey');
    window.dispatchEvent(new Event('pagehide'));
    expect((await storage.load('me')).get('chat')).toBe('hey');
  });

  it('is written at once when the tab is hidden', async () => {
    const visibility = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const store = await open();
    store.set('chat', 'hey');
    document.dispatchEvent(new Event('visibilitychange'));
    expect((await storage.load('me')).get('chat')).toBe('hey');
    visibility.mockRestore();
  });

  it('is the same in all tabs, and what was typed last stays', async () => {
    const [one, two] = [await open(), await open()];
    one.set('chat', 'from one');
    await soon();
    expect(text(two)).toBe('from one');
    two.set('chat', 'from two');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(text(one)).toBe('from two');
    expect((await storage.load('me')).get('chat')).toBe('from two');
  });

  it('is gone when it is empty', async () => {
    const store = await open();
    store.set('chat', 'hey');
    store.set('chat', '');
    await jest.advanceTimersByTimeAsync(1_000);
    expect(store.drafts.get().size).toBe(0);
    expect((await storage.load('me')).size).toBe(0);
  });

  it('that is being typed is not overwritten by the stored one', async () => {
    await storage.save('me', 'chat', 'old');
    const opening = open();
    stores[0]!.set('chat', 'new');
    await opening;
    expect(text(stores[0]!)).toBe('new');
  });
});
