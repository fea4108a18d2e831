import { describe, expect, test } from '@jest/globals';
import type { ChatEvent, SpanOptions, Tracer } from '@converge/domain';
import { deliverySpans } from './delivery-spans.js';

describe('the delivery of an event', () => {
  test('is a span of the request it comes of; what comes of no traced one has none', () => {
    const begun: (SpanOptions | undefined)[] = [];
    let ended = 0;
    const nothing = () => undefined;
    const span = { traceparent: '', rename: nothing, set: nothing, end: () => void ended++ };
    const tracer: Tracer = {
      start: (_name, options) => {
        begun.push(options);
        return span;
      },
    };
    const passing = deliverySpans(tracer);
    const event = { type: 'ChatRemoved', chatId: 'c', epoch: 'e', revision: 2 } as ChatEvent;
    for (const item of [event, { ...event, origin: { requestId: 'r' } }]) {
      expect(passing(item, 3)).toBeUndefined();
    }
    expect(passing({ type: 'Persisted', chatId: 'c', messageIds: [] }, 3)).toBeUndefined();
    const passed = passing({ ...event, origin: { requestId: 'r', traceparent: 't' } }, 3);
    expect(begun).toMatchObject([{ parent: 't', attributes: { 'converge.listeners': 3 } }]);
    expect(ended).toBe(0);
    passed!();
    expect(ended).toBe(1);
  });
});
