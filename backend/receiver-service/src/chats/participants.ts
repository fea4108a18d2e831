import { AWAY } from '../overlay/hot-door.js';
import { Batch } from '../overlay/batch.js';
import type { Overlay } from '../overlay/overlay.js';
import type { ChatView } from './chat-view.js';

/** Who is in a chat, for those who may see it: for a list of cold chats one query, not one each. */
export class Participants {
  private readonly stored: Batch<string[]>;

  constructor(private readonly overlay: Overlay) {
    this.stored = new Batch(async (chatIds) => {
      const ids = new Map<string, string[]>(chatIds.map((id) => [id, []]));
      for (const each of await overlay.stored.participantsOf(chatIds))
        ids.get(each.chatId)?.push(each.userId);
      return ids;
    });
  }

  async idsOf(chat: Pick<ChatView, 'id' | 'knownParticipantIds'>): Promise<string[]> {
    if (chat.knownParticipantIds) return chat.knownParticipantIds;
    const { hot, door } = this.overlay;
    const glance = await door.ask(() => hot.glance(chat.id, ''));
    if (glance !== AWAY && glance.warmth === 'hot') {
      const ids = await door.ask(() => hot.participantIds(chat.id));
      if (ids !== AWAY) return ids;
    }
    if (glance !== AWAY && glance.warmth === 'stale') {
      const record = (await this.overlay.standing(chat.id, ''))?.record;
      if (record) return record.participants.filter((each) => !each.leftAt).map((each) => each.userId);
    }
    return (await this.stored.load(chat.id)) ?? [];
  }
}
