import type { ChatEvent } from '@converge/domain';
import { describeRefusal, isTimeout } from '@converge/postgres';
import type { Persist } from './batch-traces.js';
import type { Circuit } from './circuit.js';
import { checkEvent } from './event-schema.js';
import { storeSplitting } from './store-splitting.js';

/** Everything that a batch does to the world. */
export interface BatchEffects {
  /** One transaction: all or nothing. `parent`: the span it belongs to. */
  store(events: readonly ChatEvent[], parent?: string): Promise<void>;
  /** Clears pending marks and tells listeners. */
  settle(events: readonly ChatEvent[]): Promise<void>;
  bury(event: unknown, reason: string): Promise<void>;
  /** Stored, but not settled: rescue will have it done again. */
  onUnsettled(error: unknown): void;
  onBatch(stored: readonly ChatEvent[], poison: number, seconds: number): void;
}

/**
 * What a lane does with a batch: check each event's form, store them in one transaction, put poison events aside,
 * settle the rest. Resolves when every event is stored or buried; rejects only with PutBack.
 */
export function createBatchPersister(circuit: Circuit, burial: Circuit, effects: BatchEffects): Persist {
  return async (values, signal, parent) => {
    const startedAt = performance.now();
    const valid: ChatEvent[] = [];
    const poison: { event: unknown; reason: string }[] = [];
    for (const value of values) {
      const checked = checkEvent(value);
      if ('event' in checked) valid.push(checked.event);
      else poison.push({ event: value, reason: checked.malformed });
    }
    const refused = await storeSplitting(valid, async (events) => {
      const tooMuch = await circuit.persist(() => storeOrTimeOut(effects, events, parent), signal);
      if (tooMuch !== null) throw tooMuch;
    });
    for (const { event, error } of refused) poison.push({ event, reason: describeRefusal(error) });
    const dead = new Set<unknown>(refused.map(({ event }) => event));
    const stored = valid.filter((event) => !dead.has(event));

    for (const { event, reason } of poison) await burial.persist(() => effects.bury(event, reason), signal);
    // Awaited, so that a lane never runs ahead of Redis; a failure does not undo what is stored.
    if (stored.length > 0) await effects.settle(stored).catch(effects.onUnsettled);
    effects.onBatch(stored, poison.length, (performance.now() - startedAt) / 1000);
  };
}

/**
 * Answers the timeout of a batch that can be made smaller: Postgres is there, and the same again would take as long
 * again, so that the batch is to be split. Of a single event a timeout is about the moment, like any other failure.
 */
async function storeOrTimeOut(
  effects: BatchEffects,
  events: readonly ChatEvent[],
  parent: string | undefined,
): Promise<Error | null> {
  try {
    await effects.store(events, parent);
    return null;
  } catch (error) {
    if (events.length > 1 && error instanceof Error && isTimeout(error)) return error;
    throw error;
  }
}
