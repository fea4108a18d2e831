import type { Delivery } from '../../sync/deliveries';
import { timesOf } from './delivery-times';
import { percentile } from './percentile';

/** What one sender accepted and one receiver delivered; times from accepted to delivered in milliseconds. */
export interface MatrixCell {
  count: number;
  p50: number | null;
  p95: number | null;
}

export interface DeliveryMatrix {
  /** null: not known, as with the messages of others. Last. */
  senders: readonly (string | null)[];
  receivers: readonly (string | null)[];
  cell(sender: string | null, receiver: string | null): MatrixCell;
}

const keyOf = (sender: string | null, receiver: string | null) => JSON.stringify([sender, receiver]);

/** Who delivered what whom accepted. Instances that are known but idle have their row or column, too: an empty cell is a finding. */
export function deliveryMatrix(
  deliveries: readonly Delivery[],
  known: { senders: readonly string[]; receivers: readonly string[] } = { senders: [], receivers: [] },
): DeliveryMatrix {
  const pairs = new Map<string, Delivery[]>();
  for (const delivery of deliveries) {
    const key = keyOf(delivery.sender, delivery.receiver);
    pairs.set(key, [...(pairs.get(key) ?? []), delivery]);
  }
  return {
    senders: inOrder([...known.senders, ...deliveries.map(({ sender }) => sender)]),
    receivers: inOrder([...known.receivers, ...deliveries.map(({ receiver }) => receiver)]),
    cell(sender, receiver) {
      const pair = pairs.get(keyOf(sender, receiver)) ?? [];
      const times = pair.map((one) => timesOf(one).delivered).filter((time) => time !== null);
      return { count: pair.length, p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
    },
  };
}

/** sender-2 before sender-10, the unknown last. */
function inOrder(names: readonly (string | null)[]): (string | null)[] {
  const named = [...new Set(names.filter((name) => name !== null))];
  named.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return names.includes(null) ? [...named, null] : named;
}
