import { unreadCount } from '@converge/domain';
import { isEvent } from '../hub/feed-item.js';
import { cursorsOf } from '../overlay/fold.js';
import type { Standing } from '../overlay/standing.js';
import type { UnreadCount } from '../receipts/receipt.types.js';
import type { View } from './sources.js';

interface Count {
  lastSeq: number;
  lastReadSeq: number;
}

/**
 * The viewer's unread count of each chat, pushed when it or the watermark changes. Both numbers only rise, so what a look and the
 * events tell may come in any order.
 */
export function unreadView(userId: string, look: (chatId: string) => Promise<Standing | null>): View {
  const counts = new Map<string, Count>();

  const raise = (chatId: string, lastSeq: number, lastReadSeq: number): UnreadCount | null => {
    const count = counts.get(chatId) ?? { lastSeq: 0, lastReadSeq: 0 };
    const before = { ...count };
    count.lastSeq = Math.max(count.lastSeq, lastSeq);
    count.lastReadSeq = Math.max(count.lastReadSeq, lastReadSeq);
    counts.set(chatId, count);
    const unread = unreadCount(count.lastSeq, count.lastReadSeq);
    const isSame =
      count.lastReadSeq === before.lastReadSeq && unread === unreadCount(before.lastSeq, before.lastReadSeq);
    return isSame ? null : { chatId, userId, unreadCount: unread, lastReadSeq: count.lastReadSeq };
  };
  const raiseBy = ({ chat, cursor }: Standing) => raise(chat.id, chat.lastSeq, cursor?.lastReadSeq ?? 0);

  return {
    // A new chat is told by its events, from the one that brought the viewer in.
    onChat: (standing, isNew) => void (isNew || raiseBy(standing)),
    onItem: (item, push) => {
      if (item.type === 'Reset') {
        look(item.chatId).then(
          (standing) => {
            const changed = standing?.isMember ? raiseBy(standing) : null;
            if (changed) push(changed);
          },
          () => undefined, // the next event raises the numbers
        );
      } else if (item.type !== 'Ready' && isEvent(item)) {
        const own = cursorsOf(item).find((cursor) => cursor.userId === userId);
        const lastSeq =
          item.type === 'MessageAdded' ? item.message.seq : 'chat' in item ? item.chat.lastSeq : 0;
        const changed = raise(item.chatId, lastSeq, own?.lastReadSeq ?? 0);
        if (changed) push(changed);
      }
    },
  };
}
