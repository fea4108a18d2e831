import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Message } from './model';
import { mergeAnswer, mergePage } from './chat-merge';
import { unreadOf, watermarkOf, withSeen } from './chat-state';
import { createChatStore, type ChatStore } from './chat-store';
import { createFeed, type Feed, type FeedListener } from './feed';
import { ModelServer } from './testkit/model-server';

const ready = { __typename: 'Ready', instance: 'receiver-1' } as const;
const PEOPLE = ['me', 'ann', 'bob'];

function listener(): FeedListener & { [K in keyof FeedListener]: ReturnType<typeof jest.fn> } {
  return {
    onMessages: jest.fn(),
    onArrival: jest.fn(),
    onPersisted: jest.fn(),
    onLive: jest.fn(),
    onHole: jest.fn(),
    onReset: jest.fn(),
  };
}

const settled = async () => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

function shown(store: ChatStore): readonly Message[] {
  return store.get('chat')?.messages ?? [];
}

describe('the feed', () => {
  let server: ModelServer;
  let store: ChatStore;
  let heard: ReturnType<typeof listener>;
  let feed: Feed;

  beforeEach(() => {
    server = new ModelServer(PEOPLE);
    store = createChatStore('me');
    heard = listener();
    feed = createFeed(
      store,
      server.reads('me', (value) => Promise.resolve(value)),
      heard,
    );
  });

  /** Everything that has happened since this many events. */
  const deliver = (from: number) => server.log.slice(from).forEach((event) => feed.receive(event));
  const openPage = () =>
    store.update('chat', (state) => {
      const { messages, isFirstPage } = server.page(4);
      return mergePage(state, messages, isFirstPage);
    });

  it('reads the list after Ready and names the receiver', async () => {
    server.send('ann', 'one');
    feed.receive(ready);
    await settled();
    expect(feed.status.get()).toMatchObject({ phase: 'live', instance: 'receiver-1' });
    expect(unreadOf(store.get('chat')!)).toBe(1);
    expect(heard.onLive).toHaveBeenCalledTimes(1);
  });

  it('applies an event once, however often it is told', async () => {
    feed.receive(ready);
    await settled();
    server.send('ann', 'one');
    deliver(0);
    deliver(0);
    expect(shown(store).map((message) => message.content)).toEqual(['one']);
    expect(unreadOf(store.get('chat')!)).toBe(1);
    expect(heard.onArrival).toHaveBeenCalledTimes(1);
  });

  it('fetches what is missing before it goes on behind a gap', async () => {
    feed.receive(ready);
    await settled();
    server.send('ann', 'one');
    deliver(0);
    server.send('ann', 'two');
    server.send('ann', 'three');
    server.edit(1, 'ONE');
    feed.receive(server.log.at(-1)!);
    await settled();
    expect(shown(store).map((message) => message.content)).toEqual(['ONE', 'two', 'three']);
  });

  it('holds events back while it catches up and loses none', async () => {
    server.send('ann', 'one');
    feed.receive(ready);
    server.send('ann', 'two');
    deliver(1);
    await settled();
    server.send('bob', 'three');
    deliver(2);
    expect(store.get('chat')?.chat.lastSeq).toBe(3);
    expect(unreadOf(store.get('chat')!)).toBe(3);
  });

  it('reads by changes, page by page, what happened while it was away', async () => {
    for (const text of ['one', 'two', 'three']) server.send('ann', text);
    feed.receive(ready);
    await settled();
    openPage();
    feed.disconnected();
    for (let n = 4; n <= 12; n++) server.send('bob', String(n));
    server.delete(2);
    server.read('ann', 12);
    feed.receive(ready);
    await settled();
    expect(shown(store)).toEqual(server.messages());
    expect(watermarkOf(store.get('chat')!, 'ann')).toEqual({ low: 12, high: 13 });
  });

  it('reads a chat afresh when its epoch has changed, and says so', async () => {
    for (const text of ['one', 'two']) server.send('ann', text);
    feed.receive(ready);
    await settled();
    openPage();
    server.restart();
    server.send('ann', 'three');
    feed.receive(server.log.at(-1)!);
    await settled();
    expect(shown(store)).toEqual(server.messages());
    expect(store.get('chat')?.chat.position).toEqual(server.chat.position);
    expect(heard.onReset).toHaveBeenCalledWith('chat');
  });

  it('knows of each of many who were added, from their ids alone', async () => {
    feed.receive(ready);
    await settled();
    for (let n = 0; n < 998; n++) server.join(`guest ${n}`);
    deliver(0);
    expect(store.get('chat')?.chat.participantIds).toEqual(server.chat.participantIds);
    expect(store.get('chat')?.chat.position).toEqual(server.chat.position);
  });

  it('drops a chat that turns out to be gone before it could be read', async () => {
    const reads = { ...server.reads('me', (value) => Promise.resolve(value)), chats: async () => [] };
    let answer = () => {};
    const gone = new Promise<null>((resolve) => (answer = () => resolve(null)));
    feed = createFeed(store, { ...reads, chat: () => gone }, heard);
    feed.receive(ready);
    await settled();
    const { participantIds: _, ...head } = server.chat;
    const event = { chatId: 'chat', userId: 'me' };
    const position = (revision: number) => ({ epoch: 'one', revision });
    feed.receive({ __typename: 'ParticipantAdded', ...event, chat: head, position: position(2) });
    feed.receive({ __typename: 'ParticipantRemoved', ...event, position: position(3) });
    answer();
    await settled();
    expect(store.list()).toEqual([]);
  });

  it('forgets a chat the moment the viewer is removed, and reads it when added again', async () => {
    feed.receive(ready);
    await settled();
    const position = { epoch: 'one', revision: 2 };
    feed.receive({ __typename: 'ParticipantRemoved', chatId: 'chat', userId: 'me', position });
    expect(store.list()).toEqual([]);
    for (let n = 0; n < 7; n++) server.send('ann', String(n));
    server.chat = { ...server.chat, participantIds: ['ann', 'bob'] };
    server.join('me');
    feed.receive(server.log.at(-1)!);
    await settled();
    expect(store.get('chat')?.chat).toEqual(server.chat);
    expect(unreadOf(store.get('chat')!)).toBe(0);
  });

  it('shows no hole: an answer that overtakes the events of others waits for them', async () => {
    server.send('ann', 'one');
    feed.receive(ready);
    await settled();
    openPage();
    server.send('ann', 'two');
    const own = server.send('me', 'three', 'key');
    store.update('chat', (state) => mergeAnswer(state, own));
    expect(shown(store).map((message) => message.content)).toEqual(['one']);
    deliver(1);
    expect(shown(store).map((message) => message.content)).toEqual(['one', 'two', 'three']);
  });

  it('passes Persisted on, also for chats it does not know', async () => {
    feed.receive(ready);
    await settled();
    feed.receive({ __typename: 'Persisted', chatId: 'elsewhere', messageIds: ['m1'] });
    expect(heard.onPersisted).toHaveBeenCalledWith(['m1']);
  });

  it('asks nothing more once it is stopped, and takes nothing in', async () => {
    jest.useFakeTimers();
    jest.spyOn(console, 'warn').mockImplementation(() => {});
    try {
      const reads = server.reads('me', (value) => Promise.resolve(value));
      const chats = jest.fn(() => Promise.reject(new TypeError('away')));
      feed = createFeed(store, { ...reads, chats }, heard);
      feed.receive(ready);
      await jest.advanceTimersByTimeAsync(60_000);
      const asked = chats.mock.calls.length;
      expect(asked).toBeGreaterThan(2);
      feed.stop();
      feed.receive(ready);
      feed.learn('chat');
      await jest.runAllTimersAsync();
      expect(chats).toHaveBeenCalledTimes(asked);
      expect(store.list()).toEqual([]);
    } finally {
      jest.restoreAllMocks();
      jest.useRealTimers();
    }
  });

  it('reads a chat afresh whose catching up fails, and goes on with it', async () => {
    jest.useFakeTimers();
    const error = jest.spyOn(console, 'error').mockImplementation(() => {});
    try {
      feed.receive(ready);
      await jest.runAllTimersAsync();
      heard.onMessages.mockImplementationOnce(() => {
        throw new TypeError('not as it should be');
      });
      server.send('ann', 'one');
      server.send('ann', 'two');
      feed.receive(server.log.at(-1)!);
      await jest.advanceTimersByTimeAsync(0);
      server.send('ann', 'three');
      feed.receive(server.log.at(-1)!);
      await jest.runAllTimersAsync();
      expect(error).toHaveBeenCalledTimes(1);
      server.send('ann', 'four');
      feed.receive(server.log.at(-1)!);
      expect(store.get('chat')?.chat).toEqual(server.chat);
      await feed.settled();
    } finally {
      error.mockRestore();
      jest.useRealTimers();
    }
  });

  describe('while Redis is silent, and Postgres alone answers', () => {
    beforeEach(() => {
      jest.useFakeTimers();
      jest.spyOn(console, 'warn').mockImplementation(() => {});
    });
    afterEach(() => {
      jest.restoreAllMocks();
      jest.useRealTimers();
    });

    const room = () => store.get('chat');

    it('shows what there is, and misses nothing that was only accepted', async () => {
      server.send('ann', 'stored');
      server.persist();
      server.send('ann', 'accepted');
      server.isSilent = true;
      feed.receive(ready);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(room()?.chat.lastSeq).toBe(1);
      expect(feed.status.get().phase).toBe('catching-up');
      server.isSilent = false;
      await jest.runAllTimersAsync();
      expect(feed.status.get().phase).toBe('live');
      expect(room()?.chat).toEqual(server.chat);
      expect(unreadOf(room()!)).toBe(2);
      server.send('bob', 'next');
      feed.receive(server.log.at(-1)!);
      expect(shown(store).map((message) => message.content)).toEqual(['next']);
    });

    it('reads again too a chat that was opened meanwhile', async () => {
      server.send('ann', 'stored');
      server.send('ann', 'stored, too');
      server.persist();
      server.isSilent = true;
      feed.receive(ready);
      await jest.advanceTimersByTimeAsync(0);
      openPage();
      server.send('ann', 'accepted');
      server.isSilent = false;
      await jest.runAllTimersAsync();
      expect(shown(store)).toEqual(server.messages());
      expect(room()?.chat).toEqual(server.chat);
    });

    it('takes nothing away from what is known', async () => {
      server.send('ann', 'one');
      const reads = server.reads('me', (value) => Promise.resolve(value));
      const young = { chat: { ...new ModelServer(['me']).chat, id: 'young' }, lastReadSeq: 0 };
      const chats = async () => [...(await reads.chats()), ...(server.isSilent ? [] : [young])];
      feed = createFeed(store, { ...reads, chats }, heard);
      feed.receive(ready);
      await jest.advanceTimersByTimeAsync(0);
      store.update('chat', (state) => withSeen(state, 1));
      const before = store.list();
      expect(before).toHaveLength(2);
      feed.disconnected();
      server.isSilent = true;
      feed.receive(ready);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(store.list()).toEqual(before);
      server.isSilent = false;
      await jest.runAllTimersAsync();
      expect(store.list()).toHaveLength(2);
      expect(unreadOf(room()!)).toBe(0);
    });

    it('waits with a chat that is read by itself', async () => {
      const reads = server.reads('me', (value) => Promise.resolve(value));
      feed = createFeed(store, { ...reads, chats: async () => [] }, heard);
      feed.receive(ready);
      await jest.advanceTimersByTimeAsync(0);
      server.send('ann', 'accepted');
      server.isSilent = true;
      feed.receive(server.log.at(-1)!);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(store.list()).toEqual([]);
      server.isSilent = false;
      await jest.runAllTimersAsync();
      expect(room()?.chat).toEqual(server.chat);
    });
  });
});
