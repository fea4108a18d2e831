import { describe, expect, it } from '@jest/globals';
import { newChatState, type ChatState } from '../sync/chat-state';
import { ModelServer } from '../sync/testkit/model-server';
import { nearestUnread } from './shell-next-unread';

const chatWith = (id: string, unread: number): ChatState =>
  newChatState('me', { ...new ModelServer(['me', 'you']).chat, id, lastSeq: unread }, 0);

const CHATS = [chatWith('a', 2), chatWith('b', 0), chatWith('c', 1), chatWith('d', 0)];

describe('the next chat with unread messages', () => {
  it('is the next one down or up the list', () => {
    expect(nearestUnread(CHATS, 'b', 1)).toBe('c');
    expect(nearestUnread(CHATS, 'b', -1)).toBe('a');
  });

  it('goes round at the ends', () => {
    expect(nearestUnread(CHATS, 'd', 1)).toBe('a');
    expect(nearestUnread(CHATS, 'a', -1)).toBe('c');
  });

  it('is the first or the last one when no chat is open', () => {
    expect(nearestUnread(CHATS, null, 1)).toBe('a');
    expect(nearestUnread(CHATS, null, -1)).toBe('c');
  });

  it('is never the open one, and none when all is read', () => {
    expect(nearestUnread([chatWith('a', 3)], 'a', 1)).toBeNull();
    expect(nearestUnread([chatWith('a', 0), chatWith('b', 0)], null, -1)).toBeNull();
    expect(nearestUnread([], null, 1)).toBeNull();
  });
});
