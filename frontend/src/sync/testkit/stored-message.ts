import type { Message } from '../model';
import type { OutboxItem } from '../outbox-item';

/** What the server makes of an item of the outbox. */
export const stored = (item: OutboxItem, seq = 1): Message => ({
  id: `server-${item.id}`,
  chatId: item.chatId,
  senderId: item.userId,
  content: item.content,
  seq,
  revision: seq,
  clientMessageId: item.id,
  isEdited: false,
  isDeleted: false,
  createdAt: item.createdAt,
  editedAt: null,
});
