import { beforeEach, describe, expect, it } from '@jest/globals';
import { OneChatDocument, ViewerCursorsDocument } from '../generated/receiver';
import type { FeedReads } from './feed-reads';
import { createFeedReads } from './reads';
import { ModelServer } from './testkit/model-server';

describe('how far a chat was read', () => {
  const { chat } = new ModelServer(['me']);
  let unreadCounts: { chatId: string; lastReadSeq: number }[];
  let reads: FeedReads;

  beforeEach(() => {
    const answers = (document: unknown) => {
      if (document === ViewerCursorsDocument) return { unreadCounts };
      return document === OneChatDocument ? { chat } : { chatsByParticipant: [chat] };
    };
    reads = createFeedReads({ run: async (_, document) => answers(document) as never }, 'me');
  });

  it('comes with the chat', async () => {
    unreadCounts = [{ chatId: 'chat', lastReadSeq: 7 }];
    expect(await reads.chats()).toEqual([{ chat, lastReadSeq: 7 }]);
    expect(await reads.chat('chat')).toEqual({ chat, lastReadSeq: 7 });
  });

  it('is never taken for "all of it" where nothing is said', async () => {
    unreadCounts = [];
    await expect(reads.chats()).rejects.toThrow('not known');
    await expect(reads.chat('chat')).rejects.toThrow('not known');
  });
});
