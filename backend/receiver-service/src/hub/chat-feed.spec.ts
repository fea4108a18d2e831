import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeChat, messageAdded, settled, silentWatch } from '../testing/fake-chat.js';
import { ChatFeed } from './chat-feed.js';
import { isEvent, type FeedItem } from './feed-item.js';

async function listening(chat = new FakeChat()) {
  const feed = new ChatFeed(chat.chatId, chat, silentWatch);
  const heard: FeedItem[] = [];
  feed.add((item) => heard.push(item));
  const from = await feed.ready();
  return { chat, feed, heard, from };
}

const revisions = (items: FeedItem[]) => items.filter(isEvent).map((event) => event.revision);

describe('a feed', () => {
  it('passes on each event once, in order', async () => {
    const { chat, heard } = await listening();
    for (let i = 0; i < 5; i++) chat.send();
    await settled();
    expect(revisions(heard)).toEqual([1, 2, 3, 4, 5]);
    expect(chat.reads.log).toBe(0);
  });

  it('ignores what it has passed on before', async () => {
    const { chat, heard } = await listening();
    const event = chat.send();
    chat.tell(event);
    await settled();
    expect(revisions(heard)).toEqual([1]);
  });

  it('fetches what the channel lost before it passes on what came after', async () => {
    const { chat, heard } = await listening();
    chat.send();
    chat.send(false);
    chat.send(false);
    chat.send();
    await settled();
    expect(revisions(heard)).toEqual([1, 2, 3, 4]);
  });

  it('puts what came in the wrong order into the right one', async () => {
    const { chat, heard } = await listening();
    const events = [chat.send(false), chat.send(false), chat.send(false)];
    for (const event of events.toReversed()) chat.tellNow(event);
    await settled();
    expect(revisions(heard)).toEqual([1, 2, 3]);
  });

  it('tells everybody to read afresh when the log cannot fill a gap, and goes on from there', async () => {
    const { chat, heard } = await listening();
    chat.logLength = 1;
    chat.send(false);
    chat.send(false);
    chat.send();
    await settled();
    chat.send();
    await settled();
    expect(heard[0]).toEqual({
      type: 'Reset',
      chatId: chat.chatId,
      position: { epoch: 'e1', revision: 3 },
    });
    expect(revisions(heard)).toEqual([4]);
  });

  it('tells everybody to read afresh when another epoch begins', async () => {
    const { chat, heard } = await listening();
    chat.send();
    await settled();
    chat.restart('e2', 7);
    chat.send();
    await settled();
    chat.send();
    await settled();
    expect(heard.map((item) => item.type)).toEqual(['MessageAdded', 'Reset', 'MessageAdded']);
    expect(revisions(heard)).toEqual([1, 9]);
  });

  it('drops a straggler of an epoch that is over', async () => {
    const { chat, heard } = await listening();
    chat.tell(messageAdded(chat.chatId, 1, 'e0'));
    await settled();
    chat.send();
    await settled();
    expect(heard.map((item) => item.type)).toEqual(['MessageAdded']);
  });

  it('finds what was lost with the connection without waiting for the next event', async () => {
    const { chat, feed, heard } = await listening();
    chat.send(false);
    chat.send(false);
    await feed.recheck();
    expect(revisions(heard)).toEqual([1, 2]);
  });

  it('goes on trying while the store is away, and misses nothing', async () => {
    const { chat, feed, heard } = await listening();
    const { position } = chat;
    let isAway = true;
    chat.position = async () => {
      if (isAway) throw new Error('away');
      return position.call(chat);
    };
    chat.send(false);
    const rechecked = feed.recheck();
    chat.send();
    await settled();
    expect(heard).toEqual([]);
    isAway = false;
    await rechecked;
    expect(revisions(heard)).toEqual([1, 2]);
  });

  it('stopped in the middle of its start leaves the channel it has just joined', async () => {
    let arrive = () => {};
    const chat = new FakeChat((what) =>
      what === 'join' ? new Promise<void>((resolve) => (arrive = resolve)) : Promise.resolve(),
    );
    const feed = new ChatFeed(chat.chatId, chat, silentWatch);
    const ready = feed.ready();
    await settled();
    feed.stop();
    arrive();
    await expect(ready).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await settled();
    expect(chat.hearerCount).toBe(0);
  });

  it('passes on what has no revision between the events where it came', async () => {
    const { chat, heard } = await listening();
    const event = chat.send();
    chat.tell({ type: 'Persisted', chatId: chat.chatId, messageIds: [event.message.id] });
    chat.send();
    await settled();
    expect(heard.map((item) => item.type)).toEqual(['MessageAdded', 'Persisted', 'MessageAdded']);
  });

  it('whatever the channel loses, repeats or reorders, and whenever reads answer: every event once, in order', async () => {
    const acts = fc.array(fc.constantFrom('send', 'lose', 'repeat', 'recheck'), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), acts, async (scheduler, list) => {
        const chat = new FakeChat((what) => scheduler.schedule(Promise.resolve(), what));
        const feed = new ChatFeed(chat.chatId, chat, silentWatch);
        const heard: FeedItem[] = [];
        feed.add((item) => heard.push(item));
        const ready = feed.ready();
        for (const act of list) {
          if (act === 'send') chat.send();
          else if (act === 'lose') chat.send(false);
          else if (act === 'repeat' && chat.events.length > 0) chat.tell(chat.events.at(-1)!);
          else void feed.recheck();
          if (scheduler.count() > 0 && chat.revision % 3 === 0) await scheduler.waitOne();
        }
        const from = await scheduler.waitFor(ready);
        await scheduler.waitAll();
        await scheduler.waitFor(feed.recheck());
        const first = revisions(heard)[0] ?? from.revision + 1;
        expect(first).toBeLessThanOrEqual(from.revision + 1);
        const expected = Array.from({ length: chat.revision - first + 1 }, (_, i) => first + i);
        expect(revisions(heard)).toEqual(expected);
        expect(heard.every(isEvent)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
