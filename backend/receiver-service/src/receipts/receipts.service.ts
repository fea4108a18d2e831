import {
  ApiError,
  forbidden,
  isAdmin,
  notFound,
  unreadCount,
  type ReadCursor,
  type Viewer,
} from '@converge/domain';
import type { MessagesService } from '../messages/messages.service.js';
import type { Overlay } from '../overlay/overlay.js';
import type { Standing } from '../overlay/standing.js';
import type { MessageReadStatus, UnreadCount } from './receipt.types.js';
import { watermarksOf } from './watermarks.js';

/** Who has read what: all of it computed from watermarks, so that ticks, badges and lists cannot disagree. */
export class ReceiptsService {
  constructor(
    private readonly overlay: Overlay,
    private readonly messages: MessagesService,
  ) {}

  async messageReadStatus(viewer: Viewer, messageId: string): Promise<MessageReadStatus> {
    const { message, standing } = await this.messages.entitled(viewer, messageId);
    const others = (await watermarksOf(this.overlay, standing)).filter(
      (cursor) => cursor.userId !== message.senderId,
    );
    const readers = others.filter((cursor) => cursor.lastReadSeq >= message.seq);
    const readByUsers = await this.readTimes(standing, message.seq, readers);
    return {
      messageId,
      totalParticipants: others.length,
      readByCount: readers.length,
      isFullyRead: others.length > 0 && readers.length === others.length,
      readByUsers,
    };
  }

  async unreadCounts(viewer: Viewer, userId: string): Promise<UnreadCount[]> {
    assertOwn(viewer, userId);
    return (await this.overlay.standingsOf(userId)).map((standing) => unreadIn(standing, userId));
  }

  async unreadCount(viewer: Viewer, chatId: string, userId: string): Promise<number> {
    assertOwn(viewer, userId);
    const standing = await this.overlay.standing(chatId, userId);
    if (!standing?.isMember) throw notFound('Chat');
    return unreadIn(standing, userId).unreadCount;
  }

  /** When each first passed the seq: Postgres knows every advance; the newest alone may only be in the cursor. */
  private async readTimes(standing: Standing, seq: number, readers: ReadCursor[]) {
    if (readers.length === 0) return [];
    const stored = await this.overlay.stored.readAtOf(standing.chat.id, seq).catch((error: unknown) => {
      // The cursors of a hot chat are an answer without Postgres; of any other they came from it.
      if (standing.isHot && error instanceof ApiError && error.code === 'UNAVAILABLE') return [];
      throw error;
    });
    const first = new Map(stored.map((read) => [read.userId, read.readAt]));
    return readers.map(({ userId, readAt }) => ({ userId, readAt: first.get(userId) ?? readAt }));
  }
}

export function unreadIn({ chat, cursor }: Standing, userId: string): UnreadCount {
  const lastReadSeq = cursor?.lastReadSeq ?? 0;
  return { chatId: chat.id, userId, unreadCount: unreadCount(chat.lastSeq, lastReadSeq), lastReadSeq };
}

function assertOwn(viewer: Viewer, userId: string): void {
  if (viewer.userId !== userId && !isAdmin(viewer)) {
    throw forbidden('Unread counts of somebody else are not yours to read.');
  }
}
