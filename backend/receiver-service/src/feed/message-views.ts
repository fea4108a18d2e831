import type { ChatEvent, Message, ReadCursor } from '@converge/domain';
import { isEvent, type FeedItem } from '../hub/feed-item.js';
import type { MessageReadUpdate } from '../receipts/receipt.types.js';
import type { View } from './sources.js';

/** Messages as one kind of event shows them; of each event the message object itself, the same for all. */
export function messageView(type: 'MessageAdded' | 'MessageUpdated' | 'MessageDeleted'): View {
  return {
    onItem: (item, push) => {
      if (item.type === type) push(item.message);
    },
  };
}

/** When a user's watermark passes the message for the first time. `watermarks` tells who has passed it already. */
export async function messageReadView(
  message: Message,
  watermarks: () => Promise<ReadCursor[]>,
): Promise<View> {
  const passed = new Set<string>([message.senderId]);
  const passes = (cursor: ReadCursor) => cursor.lastReadSeq >= message.seq && !passed.has(cursor.userId);
  const mark = ({ userId, readAt }: ReadCursor): MessageReadUpdate => {
    passed.add(userId);
    return { messageId: message.id, userId, readAt };
  };
  for (const cursor of await watermarks()) if (passes(cursor)) mark(cursor);
  return {
    onItem: (item, push) => {
      const cursor = isEvent(item as FeedItem) ? advanceOf(item as ChatEvent) : null;
      if (cursor && passes(cursor)) push(mark(cursor));
      // Who joins has what was before counted as read: nothing that anybody did.
      if (item.type === 'ParticipantAdded') passed.add(item.participant.userId);
      if (item.type !== 'Reset') return;
      watermarks().then(
        (cursors) => cursors.filter(passes).forEach((each) => push(mark(each))),
        () => undefined, // the next advance of each user tells it then
      );
    },
  };
}

/** The watermark that an event raises by reading or by writing. */
function advanceOf(event: ChatEvent): ReadCursor | null {
  if (event.type === 'MessagesRead') return event.cursor;
  if (event.type !== 'MessageAdded') return null;
  const { chatId, senderId, seq, createdAt, revision } = event.message;
  return { chatId, userId: senderId, lastReadSeq: seq, readAt: createdAt, revision };
}
