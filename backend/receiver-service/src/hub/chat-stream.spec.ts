import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Position } from '@converge/domain';
import { FakeChat, settled } from '../testing/fake-chat.js';
import { feedOf, listen, removal, viewerId } from '../testing/listening.js';
import { isEvent, type FeedItem, type Ready } from './feed-item.js';

const revisions = (items: (FeedItem | Ready)[]) => items.filter(isEvent).map((event) => event.revision);
const types = (items: (FeedItem | Ready)[]) => items.map((item) => item.type);

describe('a listener', () => {
  it('gets Ready with the place from which everything is live', async () => {
    const chat = new FakeChat();
    chat.send();
    const { stream, heard } = listen(chat);
    await stream.register();
    await stream.start();
    chat.send();
    await settled();
    expect(heard[0]).toEqual({ type: 'Ready', at: { epoch: 'e1', revision: 1 } });
    expect(revisions(heard)).toEqual([2]);
  });

  it('that resumes gets what it missed, then Ready, then live events, none twice', async () => {
    const chat = new FakeChat();
    for (let i = 0; i < 250; i++) chat.send();
    const { stream, heard } = listen(chat);
    await stream.register();
    chat.send();
    const started = stream.start({ epoch: 'e1', revision: 20 });
    chat.send();
    await started;
    chat.send();
    await settled();
    expect(revisions(heard)).toEqual(Array.from({ length: 233 }, (_, i) => 21 + i));
    expect(types(heard).filter((type) => type === 'Ready')).toHaveLength(1);
    expect(types(heard).slice(-2)).toEqual(['Ready', 'MessageAdded']);
  });

  it('is told to read afresh when its place is of another epoch, too far back, or in the future', async () => {
    const places: [Position, number][] = [
      [{ epoch: 'e0', revision: 3 }, Infinity],
      [{ epoch: 'e1', revision: 1 }, 2],
      [{ epoch: 'e1', revision: 99 }, Infinity],
    ];
    for (const [since, logLength] of places) {
      const chat = new FakeChat();
      chat.logLength = logLength;
      for (let i = 0; i < 5; i++) chat.send();
      const { stream, heard } = listen(chat);
      await stream.register();
      await stream.start(since);
      chat.send();
      await settled();
      expect(types(heard)).toEqual(['Reset', 'Ready', 'MessageAdded']);
      expect(heard[0]).toMatchObject({ position: { epoch: 'e1', revision: 5 } });
      expect(revisions(heard)).toEqual([6]);
    }
  });

  it('may come from a receiver that was ahead of this one: what it has had does not come again', async () => {
    const chat = new FakeChat();
    const { stream, heard, feed } = listen(chat);
    feed.add(() => {});
    await feed.ready();
    const late = chat.send(false); // accepted, but its signal is still on the way here
    await stream.register();
    await stream.start({ epoch: 'e1', revision: 1 });
    chat.tell(late);
    chat.send();
    await settled();
    expect(heard[0]).toEqual({ type: 'Ready', at: { epoch: 'e1', revision: 1 } });
    expect(revisions(heard)).toEqual([2]);
  });

  it('who is no member is turned away and leaves nothing behind', async () => {
    const chat = new FakeChat();
    const { stream, feed } = listen(chat, { isMember: false });
    await expect(stream.register()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(feed.listenerCount).toBe(0);
    expect(chat.reads.log).toBe(0);
  });

  it('gets their own removal as the last thing', async () => {
    const chat = new FakeChat();
    const { stream, heard, hasEnded } = listen(chat);
    await stream.register();
    await stream.start();
    chat.tell(removal(chat, 'somebody else'));
    chat.tell(removal(chat, viewerId));
    chat.send();
    await settled();
    expect(types(heard)).toEqual(['Ready', 'ParticipantRemoved', 'ParticipantRemoved']);
    expect(hasEnded()).toBe(true);
  });

  it('removed while the stream starts gets nothing of what came after', async () => {
    const chat = new FakeChat();
    chat.send();
    const { stream, heard, hasEnded } = listen(chat);
    await stream.register();
    chat.tellNow(removal(chat, viewerId));
    chat.tellNow(chat.send(false));
    await stream.start({ epoch: 'e1', revision: 0 });
    expect(types(heard)).toEqual(['MessageAdded', 'ParticipantRemoved']);
    expect(hasEnded()).toBe(true);
  });

  it('who is back since a removal that they missed hears the whole of what they missed', async () => {
    const chat = new FakeChat();
    removal(chat, viewerId);
    chat.send();
    const { stream, heard, hasEnded } = listen(chat);
    await stream.register();
    await stream.start({ epoch: 'e1', revision: 0 });
    expect(types(heard)).toEqual(['ParticipantRemoved', 'MessageAdded', 'Ready']);
    expect(hasEnded()).toBe(false);
  });

  it('does not keep more than a bound while a long backlog is told, and still misses nothing', async () => {
    const chat = new FakeChat();
    for (let i = 0; i < 100; i++) chat.send();
    const { stream, heard } = listen(chat);
    await stream.register();
    for (let i = 0; i < 2000; i++) chat.tellNow(chat.send(false));
    await stream.start({ epoch: 'e1', revision: 0 });
    expect(revisions(heard)).toEqual(Array.from({ length: 2100 }, (_, i) => i + 1));
  });

  it('whenever it subscribes while messages are sent and lost: none is missed, none comes twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.boolean(), { maxLength: 20 }),
        fc.nat(20),
        fc.option(fc.nat(10), { nil: undefined }),
        async (scheduler, sends, at, since) => {
          const chat = new FakeChat((what) => scheduler.schedule(Promise.resolve(), what));
          const feed = feedOf(chat);
          const { stream, heard, errors } = listen(chat, { feed });
          let started: Promise<void> | undefined;
          const start = async () => {
            await stream.register();
            await stream.start(since === undefined ? undefined : { epoch: 'e1', revision: since });
          };
          for (const [i, isHeard] of sends.entries()) {
            if (i === at) started = start();
            chat.send(isHeard);
            if (scheduler.count() > 0 && i % 2 === 0) await scheduler.waitOne();
          }
          await scheduler.waitFor(started ?? start());
          await scheduler.waitAll();
          await scheduler.waitFor(feed.recheck());
          expect(errors).toEqual([]);
          const ready = heard.find((item) => item.type === 'Ready')!;
          const reset = heard.findIndex((item) => item.type === 'Reset');
          const from = reset >= 0 ? heard[reset] : undefined;
          const begin = from?.type === 'Reset' ? from.position.revision : (since ?? ready.at!.revision);
          expect(revisions(heard)).toEqual(
            Array.from({ length: Math.max(0, chat.revision - begin) }, (_, i) => begin + 1 + i),
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});
