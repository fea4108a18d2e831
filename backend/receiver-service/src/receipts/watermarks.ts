import type { ReadCursor } from '@converge/domain';
import type { Overlay } from '../overlay/overlay.js';
import type { Standing } from '../overlay/standing.js';

/**
 * How far everybody who is in the chat now has read it. Who has no watermark has read nothing: seq 0.
 * Throws UNAVAILABLE where Redis told of the chat and is away now.
 */
export async function watermarksOf(overlay: Overlay, standing: Standing): Promise<ReadCursor[]> {
  const { chat, record } = standing;
  if (record) {
    const members = new Set(record.participants.filter((each) => !each.leftAt).map((each) => each.userId));
    return record.cursors.filter((cursor) => members.has(cursor.userId));
  }
  if (standing.isHot) {
    const [participants, cursors] = await overlay.door.insist(() =>
      Promise.all([overlay.hot.participants(chat.id), overlay.hot.cursors(chat.id)]),
    );
    const byUser = new Map(cursors.map((cursor) => [cursor.userId, cursor]));
    return participants.map(
      ({ userId, joinedAt, revision }) =>
        byUser.get(userId) ?? { chatId: chat.id, userId, lastReadSeq: 0, readAt: joinedAt, revision },
    );
  }
  return overlay.stored.cursorsOf(chat.id, !standing.isStale);
}
