import { describe, expect, test } from '@jest/globals';
import type { SpanOptions, Tracer } from '@converge/domain';
import { tracedBatches } from './batch-traces.js';
import { requestIdsOf } from './origins.js';
import { PutBack } from './put-back.js';

type Begun = SpanOptions & { name: string; traceparent: string; ended?: { error: unknown } };

/** Keeps every span it begins. */
function recording() {
  const spans: Begun[] = [];
  const tracer: Tracer = {
    start(name, options = {}) {
      const span: Begun = { name, ...options, traceparent: `span ${spans.length}` };
      spans.push(span);
      const nothing = () => undefined;
      const end = (error?: unknown) => void (span.ended = { error });
      return { traceparent: span.traceparent, rename: nothing, set: nothing, end };
    },
  };
  return { spans, tracer };
}

const signal = new AbortController().signal;
const of = (requestId: string, traceparent?: string) => ({ origin: { requestId, traceparent } });

describe('the traces of a batch', () => {
  test('lead both ways: the batch names the traces it came of, and each of them is told of the batch, once', async () => {
    const { spans, tracer } = recording();
    const parents: (string | undefined)[] = [];
    const persist = tracedBatches(tracer, 'messages', async (_values, _signal, parent) => {
      parents.push(parent);
    });
    await persist([of('1', 'a'), of('2', 'b'), of('1', 'a'), of('3'), {}, null], signal);
    const [batch, ...told] = spans;
    expect(batch).toMatchObject({ name: 'persist messages', links: ['a', 'b'], ended: { error: undefined } });
    expect(parents).toEqual([batch!.traceparent]);
    expect(told.map(({ parent, links, ended }) => ({ parent, links, ended }))).toEqual([
      { parent: 'a', links: [batch!.traceparent], ended: { error: undefined } },
      { parent: 'b', links: [batch!.traceparent], ended: { error: undefined } },
    ]);
  });

  test('of a thousand events a hundred are told', async () => {
    const { spans, tracer } = recording();
    const persist = tracedBatches(tracer, 'messages', () => Promise.resolve());
    const events = Array.from({ length: 1000 }, (_, n) => of(`${n}`, `trace ${n}`));
    await persist(events, signal);
    expect(spans).toHaveLength(1 + 100);
  });

  test('do not tell of what was put back, but that the batch has failed', async () => {
    const { spans, tracer } = recording();
    const persist = tracedBatches(tracer, 'messages', () => Promise.reject(new PutBack()));
    await expect(persist([of('1', 'a')], signal)).rejects.toBeInstanceOf(PutBack);
    expect(spans.map(({ ended }) => ended)).toEqual([{ error: expect.any(PutBack) }]);
  });
});

describe('the requests of a batch', () => {
  test('are named once each, whatever else is in it', () => {
    const strange = [null, 'text', {}, { origin: null }, { origin: { requestId: 5 } }];
    expect(requestIdsOf([of('1'), of('2'), of('1'), ...strange])).toEqual(['1', '2']);
  });
});
