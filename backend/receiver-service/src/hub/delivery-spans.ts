import type { Tracer } from '@converge/domain';
import type { FeedWatch } from './chat-feed.js';
import { isEvent } from './feed-item.js';

/** The way of an event to whoever listens here, as a span of the request that it comes of. */
export function deliverySpans(tracer: Tracer): NonNullable<FeedWatch['passing']> {
  return (item, listeners) => {
    const parent = isEvent(item) ? item.origin?.traceparent : undefined;
    if (parent === undefined) return undefined;
    const attributes = { 'converge.event': item.type, 'converge.listeners': listeners };
    const span = tracer.start('deliver', { kind: 'consumer', parent, attributes });
    return () => span.end();
  };
}
