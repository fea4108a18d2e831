import { describe, expect, it } from '@jest/globals';
import { newChatState, type ChatState } from '../../sync/chat-state';
import type { Chat, User } from '../../sync/model';
import { ModelServer } from '../../sync/testkit/model-server';
import { inOrder, withoutChat } from './targets';

const chat = (id: string, unread: number, change: Partial<Chat> = {}): ChatState =>
  newChatState('me', { ...new ModelServer(['me']).chat, ...change, id, lastSeq: unread }, 0);
const person = (id: string): User => ({
  id,
  username: id,
  displayName: id,
  isActive: true,
});

describe('the switcher', () => {
  it('puts unread chats first, then the latest, the open one last', () => {
    const chats = [chat('open', 1), chat('a', 0), chat('b', 4), chat('c', 0), chat('d', 1)];
    expect(inOrder(chats, 'open').map((state) => state.chat.id)).toEqual(['b', 'd', 'a', 'c', 'open']);
  });

  it('offers a new chat only with people with whom there is none', () => {
    const chats = [
      chat('one', 0, { chatType: 'direct', participantIds: ['me', 'ann'] }),
      chat('two', 0, { chatType: 'group', participantIds: ['me', 'ben'] }),
    ];
    expect(withoutChat([person('ann'), person('ben')], chats).map(({ id }) => id)).toEqual(['ben']);
  });
});
