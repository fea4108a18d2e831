import type { ChatEvent, Message, ReadCursor } from '@converge/domain';
import { isEvent } from '../hub/feed-item.js';
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

/**
 * When a user's watermark passes the message for the first time. `before`: the watermarks as they were before the
 * chat was heard; `look` tells them as they are, for what events do not tell.
 */
export function messageReadView(
  message: Message,
  before: readonly ReadCursor[],
  look: () => Promise<ReadCursor[]>,
): View {
  const passed = new Set<string>([message.senderId]);
  const passes = (cursor: ReadCursor) => cursor.lastReadSeq >= message.seq && !passed.has(cursor.userId);
  const mark = ({ userId, readAt }: ReadCursor): MessageReadUpdate => {
    passed.add(userId);
    return { messageId: message.id, userId, readAt };
  };
  before.filter(passes).forEach(mark);
  return {
    onItem: (item, push) => {
      if (item.type === 'Ready' || item.type === 'Reset') {
        // Who passed it between the first look and the listening, or in what a Reset leaves out.
        look().then(
          (cursors) => cursors.filter(passes).forEach((each) => push(mark(each))),
          () => undefined, // the next advance of each user tells it then
        );
        return;
      }
      const cursor = isEvent(item) ? advanceOf(item) : null;
      if (cursor && passes(cursor)) push(mark(cursor));
      // Who joins has what was before counted as read: nothing that anybody did.
      if (item.type === 'ParticipantAdded') passed.add(item.participant.userId);
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
