import type { MessageReadStatus } from './model';
import type { ChatStore } from './chat-store';
import { withWatermark, type ChatState } from './chat-state';
import { failureOf } from './failure';
import { undecided } from './ticks';
import { atLeast, before } from './watermark';

/**
 * Finds out which own messages others have read before the feed began to tell.
 *
 * The contract has no query for the read cursors of others. `changes` since revision 0 would give them, but with all messages of
 * the chat, page after page, or answer `reset`. So the client asks `messageReadStatus` of one message: it parts the
 * participants into those whose watermark is at or beyond it and those below, and both stay true until the feed says
 * more. The newest own message first (mostly all have read it, and all is decided at once), then by bisection:
 * at most six small questions for a page of fifty. From then on MessagesRead events say each cursor exactly.
 */
export function createReceipts(
  store: ChatStore,
  ask: (messageId: string) => Promise<MessageReadStatus>,
): { settle(chatId: string): Promise<void> } {
  const asking = new Set<string>();

  async function bisect(chatId: string): Promise<void> {
    let isFirst = true;
    for (;;) {
      const state = store.get(chatId);
      const open = state ? undecided(state) : [];
      const message = open[isFirst ? open.length - 1 : Math.floor((open.length - 1) / 2)];
      if (!message) return;
      isFirst = false;
      const status = await ask(message.id);
      store.update(chatId, (current) => withStatus(current, message.seq, status));
    }
  }

  return {
    /** Decides what is open in this chat. Failing is no harm: the ticks stay grey until the next call. */
    async settle(chatId) {
      if (asking.has(chatId)) return;
      asking.add(chatId);
      try {
        await bisect(chatId);
      } catch (error) {
        console.warn('Read receipts are not known yet:', failureOf(error).message);
      } finally {
        asking.delete(chatId);
      }
    },
  };
}

/** What the status of the message at `seq` says of every other participant. */
export function withStatus(state: ChatState, seq: number, status: MessageReadStatus): ChatState {
  const readers = new Set(status.readByUsers.map((reader) => reader.userId));
  const others = state.chat.participantIds.filter((userId) => userId !== state.viewerId);
  return others.reduce(
    (next, userId) => withWatermark(next, userId, readers.has(userId) ? atLeast : before, seq),
    state,
  );
}
