import { PutBack } from './put-back.js';

/** An event that can never be stored, and why. */
export interface Poison<Event> {
  event: Event;
  error: unknown;
}

/**
 * Stores events; if Postgres refuses the batch for good, halves it until each poison event is alone. Answers those;
 * all the others are stored. Costs about 2·log2(n) transactions for one poison event among n.
 * `store` is all or nothing, and rejects only for good or with PutBack.
 */
export async function storeSplitting<Event>(
  events: readonly Event[],
  store: (events: readonly Event[]) => Promise<void>,
): Promise<Poison<Event>[]> {
  if (events.length === 0) return [];
  try {
    await store(events);
    return [];
  } catch (error) {
    if (error instanceof PutBack) throw error;
    const [first] = events;
    if (events.length === 1 && first !== undefined) return [{ event: first, error }];
    const middle = Math.ceil(events.length / 2);
    const left = await storeSplitting(events.slice(0, middle), store);
    return [...left, ...(await storeSplitting(events.slice(middle), store))];
  }
}
