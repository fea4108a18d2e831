import { createCell, type Cell } from './cell';
import type { Message } from './model';

/** Who brought a message, and when, as this client saw it. Milliseconds since the epoch; null: not seen here (yet). */
export interface Delivery {
  readonly messageId: string;
  readonly chatId: string;
  readonly seq: number;
  readonly isOwn: boolean;
  /** The instance that accepted it, e.g. sender-2. */
  readonly sender: string | null;
  /** The instance that delivered it here. */
  readonly receiver: string | null;
  /** When the person sent it: own messages of this browser only. */
  readonly sentAt: number | null;
  /**
   * When the server says that it was accepted: its clock, the other times are this client's. Not when the answer was
   * here: the feed often overtakes it, and delivered would come before accepted.
   */
  readonly acceptedAt: number | null;
  readonly deliveredAt: number | null;
  readonly storedAt: number | null;
}

type Place = Pick<Delivery, 'messageId' | 'chatId' | 'seq' | 'isOwn'>;
type Observation = Partial<Omit<Delivery, keyof Place>>;

/** A message that a sender has accepted. */
export interface Acceptance {
  message: Message;
  sender: string | null;
  sentAt: number | null;
}

/** A message that came by the feed just now. */
export interface Arrival {
  message: Message;
  sender: string | null;
  receiver: string | null;
}

export interface DeliveryLog {
  readonly list: Cell<readonly Delivery[]>;
  accepted(acceptance: Acceptance): void;
  arrived(arrival: Arrival): void;
  stored(messageIds: readonly string[]): void;
  /** Forgets all, to measure from here. */
  clear(): void;
}

const MOST_KEPT = 1_000;

/**
 * The latest deliveries, oldest first, for whoever looks into how messages travel. What is seen first stays: a message that is
 * sent again, because its answer was lost, was accepted the first time.
 */
export function createDeliveryLog(viewerId: string, now: () => number = Date.now): DeliveryLog {
  const list = createCell<readonly Delivery[]>([]);
  const byId = new Map<string, Delivery>();

  function note(message: Message, seen: Observation): void {
    const known = byId.get(message.id) ?? newDelivery(message, viewerId);
    const isNews = (value: unknown, key: string) => value !== null && known[key as keyof Delivery] === null;
    const news = Object.entries(seen).filter(([key, value]) => isNews(value, key));
    if (!news.length) return;
    byId.set(message.id, { ...known, ...Object.fromEntries(news) });
    for (const oldest of byId.keys()) {
      if (byId.size <= MOST_KEPT) break;
      byId.delete(oldest);
    }
    list.set([...byId.values()]);
  }

  return {
    list,
    accepted: ({ message, sender, sentAt }) =>
      note(message, { sender, sentAt, acceptedAt: acceptanceOf(message) }),
    arrived: ({ message, sender, receiver }) =>
      note(message, { sender, receiver, acceptedAt: acceptanceOf(message), deliveredAt: now() }),
    stored(messageIds) {
      const known = messageIds.flatMap((id) => byId.get(id) ?? []).filter((one) => one.storedAt === null);
      if (!known.length) return;
      for (const delivery of known) byId.set(delivery.messageId, { ...delivery, storedAt: now() });
      list.set([...byId.values()]);
    },
    clear() {
      byId.clear();
      list.set([]);
    },
  };
}

const acceptanceOf = ({ createdAt }: Message): number => Date.parse(createdAt);

const newDelivery = ({ id, chatId, seq, senderId }: Message, viewerId: string): Delivery => ({
  messageId: id,
  chatId,
  seq,
  isOwn: senderId === viewerId,
  sender: null,
  receiver: null,
  sentAt: null,
  acceptedAt: null,
  deliveredAt: null,
  storedAt: null,
});
