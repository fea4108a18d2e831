import { describe, expect, it } from '@jest/globals';
import { newId, unavailable } from '@converge/domain';
import { storedStanding, type Standing } from '../overlay/standing.js';
import { FakeChat, settled, silentWatch } from '../testing/fake-chat.js';
import { ChatFeed } from './chat-feed.js';
import { ChatStream } from './chat-stream.js';
import { isEvent, type FeedItem, type Ready } from './feed-item.js';
import { ViewerStream } from './viewer-stream.js';

const viewerId = newId();

function standingOf(chat: FakeChat, memberSince: number | null): Standing {
  const at = new Date(0).toISOString();
  const { chatId: id, revision, epoch } = chat;
  const fields = { name: null, description: null, createdBy: viewerId, createdAt: at, updatedAt: at };
  const shape = { id, ...fields, chatType: 'group' as const, isActive: true, lastSeq: revision };
  return {
    ...storedStanding({ ...shape, revision, stateRevision: 1 }, epoch, memberSince !== null, null),
    memberSince,
  };
}

function setUp(listed: FakeChat[]) {
  const world = { listed, isArchiveAway: false, memberSince: new Map<FakeChat, number | null>() };
  const chats = new Map<string, FakeChat>();
  const know = (chat: FakeChat) => chats.set(chat.chatId, chat);
  listed.forEach(know);
  let joined: (chatId: string) => void = () => undefined;
  const heard: (FeedItem | Ready)[] = [];
  const errors: unknown[] = [];
  const stream = new ViewerStream({
    joinUser: async (onJoined) => {
      joined = onJoined;
      return async () => {};
    },
    chats: async () => {
      if (world.isArchiveAway) throw unavailable('away');
      return world.listed.map((chat) => standingOf(chat, 0));
    },
    probableChats: async () => world.listed.slice(0, 1).map((chat) => chat.chatId),
    stream: (chatId, _listed, rest) => {
      const chat = chats.get(chatId)!;
      const feed = new ChatFeed(chatId, chat, silentWatch);
      return new ChatStream({
        ...rest,
        chatId,
        viewerId,
        feed: () => feed,
        released: () => {},
        standing: async () =>
          standingOf(chat, world.memberSince.get(chat) === undefined ? 0 : world.memberSince.get(chat)!),
        log: (after, upTo, limit) => chat.log(chatId, after, upTo, limit),
      });
    },
    onItem: (item) => heard.push(item),
    onError: (error) => errors.push(error),
  });
  return { stream, world, heard, errors, know, join: (chat: FakeChat) => joined(chat.chatId) };
}

const types = (items: (FeedItem | Ready)[]) => items.map((item) => item.type);

describe('a viewer’s stream', () => {
  it('is ready when every chat is heard; nothing comes before Ready and nothing after it is missed', async () => {
    const chats = [new FakeChat(), new FakeChat(), new FakeChat()];
    const { stream, heard } = setUp(chats);
    const started = stream.start();
    chats[0]!.send();
    await started;
    for (const chat of chats) chat.send();
    await settled();
    expect(heard[0]).toEqual({ type: 'Ready', at: null });
    expect(heard.filter(isEvent).length).toBeGreaterThanOrEqual(3);
  });

  it('tells a new chat from the event that brought the viewer in', async () => {
    const chat = new FakeChat();
    const { stream, heard, world, know, join } = setUp([]);
    await stream.start();
    for (let i = 0; i < 5; i++) chat.send();
    world.memberSince.set(chat, 4);
    know(chat);
    join(chat);
    join(chat);
    await settled();
    chat.send();
    await settled();
    expect(heard.filter(isEvent).map((event) => event.revision)).toEqual([4, 5, 6]);
  });

  it('finds after a lost connection the chats it was not told of', async () => {
    const chat = new FakeChat();
    const { stream, heard, world, know } = setUp([]);
    await stream.start();
    chat.send();
    world.memberSince.set(chat, 1);
    know(chat);
    world.listed.push(chat);
    await stream.recheck();
    expect(types(heard)).toEqual(['Ready', 'MessageAdded']);
  });

  it('leaves after a lost connection the chats that the viewer was taken out of meanwhile, and only those', async () => {
    const [gone, kept] = [new FakeChat(), new FakeChat()];
    const { stream, heard, world } = setUp([gone, kept]);
    await stream.start();
    gone.send();
    await settled();
    world.memberSince.set(gone, null);
    world.listed.splice(0);
    await stream.recheck();
    await settled();
    gone.send();
    kept.send();
    await settled();
    const position = { epoch: 'e1', revision: 1 };
    expect(heard.slice(1)).toMatchObject([
      { type: 'MessageAdded', chatId: gone.chatId },
      { type: 'Reset', chatId: gone.chatId, position },
      { type: 'MessageAdded', chatId: kept.chatId },
    ]);
  });

  it('looks again after its start for what a connection lost meanwhile', async () => {
    const chat = new FakeChat();
    const { stream, heard, world, know } = setUp([]);
    know(chat);
    const started = stream.start();
    await Promise.resolve();
    await Promise.resolve();
    world.listed = [chat]; // the list has been asked for already
    await stream.recheck();
    await started;
    await settled();
    chat.send();
    await settled();
    expect(types(heard)).toEqual(['Ready', 'Reset', 'MessageAdded']);
  });

  it('while Postgres is away hears what it can; Ready comes when nothing can be missing', async () => {
    const chats = [new FakeChat(), new FakeChat()];
    const { stream, heard, world, errors } = setUp(chats);
    world.isArchiveAway = true;
    const started = stream.start();
    await settled();
    chats[0]!.send();
    await settled();
    expect(types(heard)).toEqual(['MessageAdded']);
    world.isArchiveAway = false;
    await started;
    chats[1]!.send();
    await settled();
    expect(types(heard)).toEqual(['MessageAdded', 'Ready', 'MessageAdded']);
    expect(errors).toEqual([]);
  });

  it('that is closed hears nothing more', async () => {
    const chat = new FakeChat();
    const { stream, heard } = setUp([chat]);
    await stream.start();
    stream.close();
    chat.send();
    await settled();
    expect(types(heard)).toEqual(['Ready']);
  });
});
