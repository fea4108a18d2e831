import { afterEach, describe, expect, it } from '@jest/globals';
import type { SpanOptions, Tracer } from '@converge/domain';
import { fastify, type FastifyInstance } from 'fastify';
import { originOf, requestIdOf, traceRequests } from './request-origin.js';

const PARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

let app: FastifyInstance;
afterEach(() => app.close());

describe('a request where no traces are collected', () => {
  it('hands on its id alone, whatever its sender traces', async () => {
    app = fastify({ genReqId: requestIdOf });
    app.post('/graphql', (request) => originOf(request));
    const headers = { traceparent: PARENT, 'x-request-id': 'request-1' };
    const response = await app.inject({ method: 'POST', url: '/graphql', headers });
    expect(response.json()).toEqual({ requestId: 'request-1' });
  });
});

async function traced() {
  const spans: { name: string; options: SpanOptions; attributes: object; isEnded: boolean }[] = [];
  const tracer: Tracer = {
    start(name, options = {}) {
      const span = { name, options, attributes: {}, isEnded: false };
      spans.push(span);
      return {
        traceparent: 'of the span',
        rename: (other) => void (span.name = other),
        set: (attributes) => void (span.attributes = attributes),
        end: () => void (span.isEnded = true),
      };
    },
  };
  app = fastify({ genReqId: requestIdOf });
  traceRequests(app, '/graphql', tracer);
  app.post('/graphql', (request) => originOf(request));
  app.get('/health/live', (request) => originOf(request));
  return spans;
}

describe('a request that is traced', () => {
  it('is a trace of its own, linked with its sender’s, named as its operation; its events go on from there', async () => {
    const spans = await traced();
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { traceparent: PARENT, 'x-request-id': 'request-1' },
      payload: { query: '', operationName: 'Send' },
    });
    expect(response.json()).toEqual({ requestId: 'request-1', traceparent: 'of the span' });
    expect(spans).toMatchObject([
      { name: 'Send', isEnded: true, attributes: { 'http.response.status_code': 200 } },
    ]);
    expect(spans[0]!.options).toMatchObject({ kind: 'server', links: [PARENT] });
    expect(spans[0]!.options.parent).toBeUndefined();
  });

  it('keeps its plain name when the operation has none of a name’s form; probes are not traced', async () => {
    const spans = await traced();
    for (const operationName of [undefined, 5, 'no name', 'x'.repeat(65)]) {
      await app.inject({ method: 'POST', url: '/graphql', payload: { operationName } });
    }
    expect((await app.inject('/health/live')).json()).toEqual({ requestId: expect.any(String) });
    expect(spans.map(({ name }) => name)).toEqual(Array.from({ length: 4 }, () => 'POST /graphql'));
  });
});
