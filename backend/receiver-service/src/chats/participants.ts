import { Batch } from '../overlay/batch.js';
import type { Overlay } from '../overlay/overlay.js';
import { userIdsByChat } from '../overlay/stale-chats.js';
import { UNKNOWN_EPOCH } from '../overlay/standing.js';
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

  /** Throws UNAVAILABLE where Redis told of the chat and is away now. */
  async idsOf({ id, position, knownParticipantIds }: ChatView): Promise<string[]> {
    if (knownParticipantIds) return knownParticipantIds;
    const told = position.epoch === UNKNOWN_EPOCH ? this.stored : this.current;
    return (await told.load(id)) ?? [];
  }

  private async look(chatId: string): Promise<string[]> {
    const { hot, door, staleChats } = this.overlay;
    const { warmth } = await door.insist(() => hot.glance(chatId, ''));
    if (warmth === 'hot') return door.insist(() => hot.participantIds(chatId));
    return warmth === 'stale' ? staleChats.participantIds(chatId) : ((await this.stored.load(chatId)) ?? []);
  }
}
