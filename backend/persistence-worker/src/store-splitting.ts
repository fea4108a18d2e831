import { PutBack } from './put-back.js';

/** An event that can never be stored, and why. */
export interface Poison<Event> {
  event: Event;
  error: unknown;
}

/**
 * Stores events; if Postgres refuses the batch for good, or it is too much at once, halves it: until each poison event
 * is alone, or what is left is little enough. Answers the poison; all the others are stored. Costs about 2·log2(n)
 * transactions for one poison event among n.
 * `store` is all or nothing. It rejects with PutBack, or because the batch must be split; a single event's rejection
 * is for good.
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
