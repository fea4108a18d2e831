import {
  ApiError,
  forbidden,
  isAdmin,
  notFound,
  unreadCount,
  type ChatEvent,
  type Message,
  type ReadCursor,
  type Viewer,
} from '@converge/domain';
import type { MessagesService } from '../messages/messages.service.js';
import { cursorsOf } from '../overlay/fold.js';
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
    const readers = others.filter(passes(message.seq));
    const readByUsers = await this.readTimes(standing, message, readers);
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

  /**
   * When each first passed the message: Postgres knows of every advance that is stored, the log of those that are
   * not yet; where neither tells, the latest advance is the best there is.
   */
  private async readTimes(standing: Standing, message: Message, readers: ReadCursor[]) {
    if (readers.length === 0) return [];
    const stored = await this.overlay.stored
      .readAtOf(standing.chat.id, message.seq)
      .catch((error: unknown) => {
        // The hot state is an answer without Postgres; any other came from it.
        if (standing.isHot && error instanceof ApiError && error.code === 'UNAVAILABLE') return [];
        throw error;
      });
    const first = new Map(stored.map((read) => [read.userId, read.readAt]));
    if (standing.isHot && readers.some((reader) => !first.has(reader.userId))) {
      const events = await this.eventsSince(standing, message);
      for (const { userId, readAt } of events.flatMap(cursorsOf).filter(passes(message.seq))) {
        if (!first.has(userId)) first.set(userId, readAt);
      }
    }
    return readers.map(({ userId, readAt }) => ({ userId, readAt: first.get(userId) ?? readAt }));
  }

  /** The log since the message was sent (its revision then was above its seq), or since its latest change. */
  private async eventsSince({ chat }: Standing, message: Message): Promise<ChatEvent[]> {
    const { hot, door } = this.overlay;
    for (const after of [message.seq, message.revision]) {
      const events = await door.insist(() => hot.log(chat.id, after, chat.revision, WHOLE_LOG));
      if (events !== null) return events;
    }
    return [];
  }
}

/** More than any log holds. */
const WHOLE_LOG = 1_000_000;

const passes = (seq: number) => (cursor: ReadCursor) => cursor.lastReadSeq >= seq;

export function unreadIn({ chat, cursor }: Standing, userId: string): UnreadCount {
  const lastReadSeq = cursor?.lastReadSeq ?? 0;
  return { chatId: chat.id, userId, unreadCount: unreadCount(chat.lastSeq, lastReadSeq), lastReadSeq };
}

function assertOwn(viewer: Viewer, userId: string): void {
  if (viewer.userId !== userId && !isAdmin(viewer)) {
    throw forbidden('Unread counts of somebody else are not yours to read.');
  }
}
