import { newId, type ChatEvent, type Participant } from '@converge/domain';
import { ChatFeed } from '../hub/chat-feed.js';
import { ChatStream } from '../hub/chat-stream.js';
import type { FeedItem, Ready, Reset } from '../hub/feed-item.js';
import { storedStanding, type Standing } from '../overlay/standing.js';
import { silentWatch, type FakeChat } from './fake-chat.js';

export const viewerId = newId();

/** A stream of a chat, what it tells, and the membership that its looks find. */
export function listen(chat: FakeChat, { isMember = true, feed = feedOf(chat) } = {}) {
  const heard: (FeedItem | Ready)[] = [];
  const ends: (Reset | null)[] = [];
  const errors: unknown[] = [];
  /** What a look at the membership finds, and when. */
  const world = { isMember, looks: 0, answer: async () => {} };
  const stream = new ChatStream({
    chatId: chat.chatId,
    feed: () => feed,
    released: () => {},
    viewerId,
    standing: async () => {
      const { revision } = (await chat.position())!;
      const standing = standingAt(chat, revision, world.isMember);
      world.looks += 1;
      await world.answer();
      return standing;
    },
    log: (after, upTo, limit) => chat.log(chat.chatId, after, upTo, limit),
    onItem: (item) => heard.push(item),
    onEnd: (unheard) => ends.push(unheard),
    onError: (error) => errors.push(error),
  });
  return { stream, heard, errors, feed, world, ends, hasEnded: () => ends.length === 1 };
}

export const feedOf = (chat: FakeChat) => new ChatFeed(chat.chatId, chat, silentWatch);

function standingAt(chat: FakeChat, revision: number, isMember: boolean): Standing {
  const at = new Date(0).toISOString();
  const shape = {
    id: chat.chatId,
    name: null,
    description: null,
    chatType: 'group' as const,
    isActive: true,
    createdBy: viewerId,
    createdAt: at,
    updatedAt: at,
    lastSeq: revision,
    revision,
    stateRevision: 1,
  };
  return storedStanding(shape, chat.epoch, isMember, null);
}

/** Somebody is taken out, unheard. */
export function removal(chat: FakeChat, userId: string): ChatEvent {
  chat.revision += 1;
  const { chatId, revision, epoch } = chat;
  const at = new Date(0).toISOString();
  const participant: Participant = {
    chatId,
    userId,
    role: 'member',
    joinedAt: at,
    joinedSeq: 0,
    leftAt: at,
    revision,
  };
  const event: ChatEvent = { type: 'ParticipantRemoved', chatId, epoch, revision, at, participant };
  chat.events.push(event);
  return event;
}
