import { describe, expect, it } from '@jest/globals';
import { unavailable } from '@converge/domain';
import { FakeChat, settled } from '../testing/fake-chat.js';
import { listen, removal, viewerId } from '../testing/listening.js';
import type { FeedItem, Ready } from './feed-item.js';

const types = (items: (FeedItem | Ready)[]) => items.map((item) => item.type);

describe('a listener', () => {
  it('whose removal was lost in what a Reset stands for hears nothing after it', async () => {
    for (const lose of ['epoch', 'log'] as const) {
      const chat = new FakeChat();
      const { stream, heard, world, ends, feed } = listen(chat);
      await stream.register();
      await stream.start();
      chat.send();
      await settled();
      removal(chat, viewerId);
      world.isMember = false;
      chat.send(false);
      if (lose === 'epoch') chat.restart('e2');
      else chat.logLength = 1;
      chat.send();
      chat.send();
      await settled();
      chat.send();
      await settled();
      expect(types(heard)).toEqual(['Ready', 'MessageAdded']);
      expect(ends).toEqual([{ type: 'Reset', chatId: chat.chatId, position: { epoch: 'e1', revision: 1 } }]);
      expect(feed.listenerCount).toBe(0);
    }
  });

  it('who is still in after a Reset gets it and what came meanwhile, in order, once that is known', async () => {
    const chat = new FakeChat();
    const { stream, heard, world, hasEnded } = listen(chat);
    await stream.register();
    await stream.start();
    let answer = () => {};
    world.answer = () => new Promise<void>((resolve) => (answer = resolve));
    chat.restart('e2', 7);
    chat.send();
    await settled();
    chat.send();
    await settled();
    expect(types(heard)).toEqual(['Ready']);
    chat.tellNow(removal(chat, viewerId));
    chat.tellNow(chat.send(false));
    answer();
    await settled();
    expect(types(heard)).toEqual(['Ready', 'Reset', 'MessageAdded', 'ParticipantRemoved']);
    expect(hasEnded()).toBe(true);
  });

  it('is looked at again when another Reset comes during the look', async () => {
    const chat = new FakeChat();
    const { stream, heard, world, hasEnded } = listen(chat);
    await stream.register();
    await stream.start();
    let answer = () => {};
    world.answer = () => new Promise<void>((resolve) => (answer = resolve));
    chat.restart('e2');
    chat.send();
    await settled();
    removal(chat, viewerId);
    world.isMember = false;
    chat.restart('e3');
    chat.send();
    await settled();
    world.answer = async () => {};
    answer();
    await settled();
    expect(types(heard)).toEqual(['Ready']);
    expect(hasEnded()).toBe(true);
  });

  it('does not keep more than a bound while the membership is looked at, nor loses a removal by it', async () => {
    const chat = new FakeChat();
    const { stream, heard, world, hasEnded } = listen(chat);
    await stream.register();
    await stream.start();
    let answer = () => {};
    world.answer = () => new Promise<void>((resolve) => (answer = resolve));
    chat.restart('e2');
    chat.send();
    await settled();
    chat.tellNow(removal(chat, viewerId));
    world.isMember = false;
    for (let i = 0; i < 2000; i++) chat.tellNow(chat.send(false));
    world.answer = async () => {};
    answer();
    await settled();
    expect(types(heard)).toEqual(['Ready']);
    expect(hasEnded()).toBe(true);
  });

  it('removed within what a Reset during the start stands for gets nothing, not even Ready', async () => {
    const chat = new FakeChat();
    chat.send();
    const { stream, heard, world, feed, hasEnded } = listen(chat);
    await stream.register();
    chat.tellNow(removal(chat, viewerId));
    world.isMember = false;
    chat.restart('e2');
    await feed.recheck();
    await stream.start();
    chat.send();
    await settled();
    expect(heard).toEqual([]);
    expect(hasEnded()).toBe(true);
  });

  it('starts again where nobody can tell after a Reset whether they are still in', async () => {
    const chat = new FakeChat();
    const { stream, heard, world, errors } = listen(chat);
    await stream.register();
    await stream.start();
    world.answer = async () => {
      throw unavailable('away');
    };
    chat.restart('e2');
    chat.send();
    await settled();
    chat.send();
    await settled();
    expect(types(heard)).toEqual(['Ready']);
    expect(errors).toMatchObject([{ code: 'UNAVAILABLE' }]);
  });
});
