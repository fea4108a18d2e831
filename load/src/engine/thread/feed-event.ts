import type { RevisedText } from '../check/record.js';

/** A message that is new to the feed. */
export interface AddedMessage {
  id: string;
  seq: number;
  senderId: string;
  /** Null: it is not of this run. */
  key: { dueAt: number; operation: number } | null;
  /** Its text is what this operation writes. */
  isIntact: boolean;
  acceptedBy: string | null;
}

/** A frame of the feed, as far as a client needs it. `chat` is the index of the chat; -1: it is none of this run. */
export type FeedEvent =
  | { kind: 'ready'; instance: string }
  | {
      kind: 'change';
      chat: number;
      chatId: string;
      epoch: string;
      revision: number;
      added: AddedMessage | null;
      edited: RevisedText | null;
    }
  | { kind: 'reset'; chat: number }
  | { kind: 'persisted'; messageIds: readonly string[] }
  /** The connection may be used; the subscription has ended; anything else of the protocol. */
  | { kind: 'acknowledged' }
  | { kind: 'ended'; why: string }
  | { kind: 'protocol' };
