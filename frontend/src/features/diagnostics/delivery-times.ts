import type { Delivery } from '../../sync/deliveries';

/** How long the steps of a message took, in milliseconds; null: not (yet) known. */
export interface DeliveryTimes {
  /** Sent by this client until a sender had accepted it; own messages only. */
  accepted: number | null;
  /** Accepted until it came over the feed of this client. */
  delivered: number | null;
  /** Accepted until it was committed in Postgres. */
  stored: number | null;
}

const between = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : to - from;

export const timesOf = ({ sentAt, acceptedAt, deliveredAt, storedAt }: Delivery): DeliveryTimes => ({
  accepted: between(sentAt, acceptedAt),
  delivered: between(acceptedAt, deliveredAt),
  stored: between(acceptedAt, storedAt),
});
