import { isAdmin, isUuid, type Viewer } from '@converge/domain';
import { hotStoreAway } from '../overlay/hot-door.js';
import type { Overlay } from '../overlay/overlay.js';
import { UNKNOWN_EPOCH, type Standing } from '../overlay/standing.js';
import { chatView, type ChatView } from './chat-view.js';

/** Reads of chats. */
export class ChatsService {
  constructor(private readonly overlay: Overlay) {}

  /** The viewer's chats, latest activity first; an admin's: all. */
  async chats(viewer: Viewer): Promise<ChatView[]> {
    const standings = isAdmin(viewer)
      ? await this.overlay.allStandings(viewer)
      : await this.overlay.standingsOf(viewer.userId);
    return standings.map(chatView);
  }

  async chat(viewer: Viewer, chatId: string): Promise<ChatView> {
    return chatView(await this.overlay.entitled(viewer, chatId));
  }

  /** Chats that both the viewer and `userId` are in; an admin's: all that `userId` is in. */
  async chatsByParticipant(viewer: Viewer, userId: string): Promise<ChatView[]> {
    if (isAdmin(viewer) || userId === viewer.userId) {
      return (await this.overlay.standingsOf(userId)).map(chatView);
    }
    const [own, theirs] = await Promise.all([
      this.overlay.standingsOf(viewer.userId),
      isUuid(userId) ? this.overlay.stored.cursorsOfUser(userId) : [],
    ]);
    const stored = new Set(theirs.map((cursor) => cursor.chatId));
    const both = await Promise.all(own.map((standing) => this.hasMember(standing, userId, stored)));
    const common = own.filter((_, i) => both[i]);
    // Of an empty list nobody could see that Redis had no part in it.
    if (common.length === 0 && own.some(({ epoch }) => epoch === UNKNOWN_EPOCH)) throw hotStoreAway();
    return common.map(chatView);
  }

  /** Hot: the hot state alone tells. Else what Postgres said, with pending events where there are any. */
  private async hasMember(standing: Standing, userId: string, stored: Set<string>): Promise<boolean> {
    const { record, chat } = standing;
    if (record) return record.participants.some((each) => each.userId === userId && each.leftAt === null);
    if (!standing.isHot) return stored.has(chat.id);
    const theirs = await this.overlay.currentStanding(chat.id, userId);
    return theirs?.isMember ?? false;
  }
}
