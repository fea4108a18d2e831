import type { Delivery } from '../../../sync/deliveries';

let made = 0;

/** An own message that went from sender-1 to receiver-1. */
export const delivery = (differences: Partial<Delivery> = {}): Delivery => ({
  messageId: `message-${++made}`,
  chatId: 'chat-1',
  seq: made,
  isOwn: true,
  sender: 'sender-1',
  receiver: 'receiver-1',
  sentAt: 1_000,
  acceptedAt: 1_010,
  deliveredAt: 1_025,
  storedAt: 1_060,
  ...differences,
});
