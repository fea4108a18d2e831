import type { Lane, Tracer } from '@converge/domain';
import { traceparentsOf } from './origins.js';

/** What a lane does with a batch; `parent` is the span that what it does belongs to. */
export type Persist = (values: readonly unknown[], signal: AbortSignal, parent?: string) => Promise<void>;

/** Of a large batch the first traces stand for all: it must not make a thousand spans. */
const TRACES_TOLD = 100;

/**
 * A batch has a trace of its own, linked to those that its events come of, since it is a part of none of them. Each of
 * those is told, by a span, when the batch took its event on and when that was dealt with.
 */
export function tracedBatches(tracer: Tracer, lane: Lane, persist: Persist): Persist {
  return async (values, signal) => {
    const startMs = Date.now();
    const parents = traceparentsOf(values);
    const attributes = { 'converge.lane': lane, 'converge.events': values.length };
    const batch = tracer.start(`persist ${lane}`, { kind: 'consumer', links: parents, attributes });
    try {
      await persist(values, signal, batch.traceparent);
      batch.end();
    } catch (error) {
      batch.end(error);
      throw error;
    }
    const links = [batch.traceparent];
    for (const parent of parents.slice(0, TRACES_TOLD)) {
      tracer.start('persist', { kind: 'consumer', parent, links, attributes, startMs }).end();
    }
  };
}
