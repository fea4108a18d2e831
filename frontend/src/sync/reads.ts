import {
  ChangesDocument,
  MessagesDocument,
  OneChatDocument,
  ViewerChatsDocument,
  ViewerCursorsDocument,
} from '../generated/receiver';
import { failureOf } from './failure';
import type { FeedReads, ListedChat, MessagesPage } from './feed-reads';
import type { ReadPage } from './history';
import { isFirstPage } from './message-run';
import type { Chat, Message } from './model';
import type { Transport } from './transport';

const LATEST_MESSAGES = 50;

const asPage = (messages: readonly Message[], beforeSeq?: number): MessagesPage => ({
  messages,
  isFirstPage: isFirstPage(messages, beforeSeq),
});

/** One page of messages. */
export function createReadPage({ run }: Transport): ReadPage {
  return async (chatId, limit, beforeSeq) =>
    asPage((await run('receiver', MessagesDocument, { chatId, limit, beforeSeq })).messages, beforeSeq);
}

/** The feed's questions, asked of a receiver. */
export function createFeedReads({ run }: Transport, viewerId: string): FeedReads {
  /** A chat that the viewer is not in (any more) is not found; for the feed that is an answer. */
  async function orNull<T>(asked: Promise<T>): Promise<T | null> {
    try {
      return await asked;
    } catch (error) {
      if (failureOf(error).code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  // A cursor only rises, so it is always read after the chat: a later one is right for an earlier place too.
  const readCursors = coalesced(async () => {
    const { unreadCounts } = await run('receiver', ViewerCursorsDocument, { viewerId });
    return new Map(unreadCounts.map((count) => [count.chatId, count.lastReadSeq]));
  });
  /** @throws if nothing is said of the chat: Redis fell silent between the two questions, or the viewer has just left. */
  function listed(chat: Chat, cursors: ReadonlyMap<string, number>): ListedChat {
    const lastReadSeq = cursors.get(chat.id);
    // Neither "all read" nor "nothing read" would be true: both are asked again.
    if (lastReadSeq === undefined) throw new Error('How far a chat was read is not known.');
    return { chat, lastReadSeq };
  }

  return {
    async chats() {
      const { chatsByParticipant: chats } = await run('receiver', ViewerChatsDocument, { viewerId });
      const cursors = await readCursors();
      return chats.map((chat) => listed(chat, cursors));
    },
    async chat(chatId) {
      const answer = await orNull(run('receiver', OneChatDocument, { chatId }));
      if (!answer?.chat?.participantIds.includes(viewerId)) return null;
      return listed(answer.chat, await readCursors());
    },
    async changes(chatId, since) {
      const { epoch, revision } = since;
      const answer = await orNull(run('receiver', ChangesDocument, { chatId, since: { epoch, revision } }));
      return answer && answer.changes;
    },
    async latest(chatId) {
      const answer = await run('receiver', MessagesDocument, { chatId, limit: LATEST_MESSAGES });
      return asPage(answer.messages);
    },
  };
}

/** Those who ask while a question is under way share the next one: each gets an answer begun after they asked. */
function coalesced<T>(ask: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const begin = (): Promise<T> => {
    next = null;
    const mine = ask().finally(() => {
      if (running === mine) running = null;
    });
    running = mine;
    return mine;
  };
  return () => {
    if (!running) return begin();
    next ??= running.then(begin, begin);
    return next;
  };
}
