import { Batch } from '../overlay/batch.js';
import { AWAY } from '../overlay/hot-door.js';
import type { Overlay } from '../overlay/overlay.js';
import { userIdsByChat } from '../overlay/stale-chats.js';
import type { ChatView } from './chat-view.js';

const CHUNK = 200;

/**
 * Who is in a chat, for those who may see it: one look at a chat for all who ask in the same turn: a burst of its
 * events does not ask for each.
 */
export class Participants {
  private readonly current: Batch<string[]>;
  private readonly stored: Batch<string[]>;

  constructor(private readonly overlay: Overlay) {
    this.current = new Batch(async (chatIds) => {
      const ids = new Map<string, string[]>();
      // In parts: a long list must not make Redis look silent.
      for (let from = 0; from < chatIds.length; from += CHUNK) {
        const chunk = chatIds.slice(from, from + CHUNK);
        const found = await Promise.all(chunk.map((id) => this.look(id)));
        chunk.forEach((id, i) => ids.set(id, found[i]!));
      }
      return ids;
    });
    this.stored = new Batch(async (chatIds) => userIdsByChat(await overlay.stored.participantsOf(chatIds)));
  }

  async idsOf(chat: Pick<ChatView, 'id' | 'knownParticipantIds'>): Promise<string[]> {
    return chat.knownParticipantIds ?? (await this.current.load(chat.id)) ?? [];
  }

  private async look(chatId: string): Promise<string[]> {
    const { hot, door, staleChats } = this.overlay;
    const glance = await door.ask(() => hot.glance(chatId, ''));
    if (glance !== AWAY && glance.warmth === 'hot') {
      const ids = await door.ask(() => hot.participantIds(chatId));
      if (ids !== AWAY) return ids;
    }
    if (glance !== AWAY && glance.warmth === 'stale') return staleChats.participantIds(chatId);
    return (await this.stored.load(chatId)) ?? [];
  }
}
