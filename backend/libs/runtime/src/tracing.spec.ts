import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { thisInstance } from './instance.js';
import { createLogger } from './log.js';
import { startTracing } from './tracing.js';

interface OtlpSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  links?: { traceId: string }[];
  status: { code?: number; message?: string };
}
interface OtlpRequest {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: { spans: OtlpSpan[] }[];
  }[];
}

const instance = thisInstance('sender', 2);
const logger = createLogger(instance, 'silent');
const TRACE = 'a'.repeat(32);
const PARENT = `00-${TRACE}-${'b'.repeat(16)}-01`;

let server: Server;
let endpoint: string;
let received: OtlpRequest[];

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (data) => (body += String(data)));
    request.on('end', () => {
      if (request.url === '/v1/traces') received.push(JSON.parse(body) as OtlpRequest);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const spans = () =>
  received
    .flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans))
    .flatMap((scope) => scope.spans);

describe('tracing', () => {
  it('is not there without somewhere to send traces', async () => {
    const { tracer, stop } = await startTracing({ instance, logger, endpoint: undefined });
    expect(tracer).toBeUndefined();
    await stop();
  });

  it('sends what has ended when the process stops, under the name of its instance', async () => {
    const { tracer, stop } = await startTracing({ instance, logger, endpoint });
    const above = tracer!.start('above', { kind: 'server', parent: PARENT, attributes: { n: 1 } });
    const below = tracer!.start('below', {
      parent: above.traceparent,
      links: [PARENT, PARENT, undefined, 'x'],
    });
    below.end(Object.assign(new Error('password'), { name: 'Failure', code: '23505' }));
    above.rename('renamed');
    above.end();
    await stop();

    const [first, second] = spans();
    expect(first).toMatchObject({
      name: 'below',
      traceId: TRACE,
      status: { code: 2, message: 'Failure 23505' },
    });
    expect(first!.links!.map(({ traceId }) => traceId)).toEqual([TRACE]);
    expect(second).toMatchObject({ name: 'renamed', traceId: TRACE, parentSpanId: 'b'.repeat(16) });
    expect(first!.parentSpanId).toBe(second!.spanId);
    expect(above.traceparent).toBe(`00-${TRACE}-${second!.spanId}-01`);
    const { attributes } = received[0]!.resourceSpans[0]!.resource;
    const told = Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue]));
    expect(told).toMatchObject({ 'service.name': 'converge-sender', 'service.instance.id': 'sender-2' });
  });

  it('keeps to what the beginner of a trace decided, and begins one where the header is none', async () => {
    const { tracer, stop } = await startTracing({ instance, logger, endpoint });
    const unsampled = PARENT.replace(/01$/, '00');
    const quiet = tracer!.start('quiet', { parent: unsampled });
    expect(quiet.traceparent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
    quiet.end();
    for (const parent of ['', 'x', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`, `ff${PARENT.slice(2)}`]) {
      tracer!.start('anew', { parent }).end();
    }
    await stop();
    expect(spans().map(({ name }) => name)).toEqual(['anew', 'anew', 'anew', 'anew']);
    expect(spans().some(({ traceId }) => traceId === TRACE)).toBe(false);
  });
});
