import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { runClosed } from './closed-loop.js';
import { KEY, type Shot } from './load.js';
import { runOpen } from './open-loop.js';
import { Times } from './quantiles.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers each request as `answer` says, and the requests' bodies. */
async function serve(answer: (body: string) => { status?: number; body: string; isChunked?: boolean }) {
  const bodies: string[] = [];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(body);
      const { status = 200, body: told, isChunked = false } = answer(body);
      response.statusCode = status;
      if (!isChunked) response.setHeader('content-length', Buffer.byteLength(told));
      response.write(told.slice(0, 5));
      response.end(told.slice(5));
    });
  });
  await new Promise<void>((done) => server!.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, bodies };
}

const shots = (url: string, count: number): Shot[] =>
  Array.from({ length: count }, () => ({
    url,
    token: 't',
    query: 'mutation',
    variables: { id: KEY, é: 'ü' },
  }));
const good = '{"data":{"createMessage":{"id":"1"}}}';

test('a closed load ends with exactly the answers that were asked for, each with a key of its own', async () => {
  const { url, bodies } = await serve(() => ({ body: good }));
  const outcome = await runClosed({ kind: 'closed', shots: shots(url, 3), until: { answers: 20 } });
  expect(outcome.answers).toBe(20);
  const asked = bodies.map((body) => JSON.parse(body) as { variables: { id: string; é: string } });
  expect(new Set(asked.map(({ variables }) => variables.id)).size).toBe(20);
  expect(asked.every(({ variables }) => variables.id !== KEY && variables.é === 'ü')).toBe(true);
});

test('connections that are fewer than the shots send their shares of them in turn', async () => {
  const { url, bodies } = await serve(() => ({ body: good }));
  const each = shots(url, 5).map((shot, index) => ({ ...shot, variables: { index } }));
  await runClosed({ kind: 'closed', shots: each, connections: 2, until: { answers: 12 } });
  const asked = bodies.map((body) => (JSON.parse(body) as { variables: { index: number } }).variables.index);
  const [even, odd] = [0, 1].map((rest) => asked.filter((index) => index % 2 === rest));
  expect(even).toEqual(even!.map((_, nth) => [0, 2, 4][nth % 3]));
  expect(odd).toEqual(odd!.map((_, nth) => [1, 3][nth % 2]));
  expect(asked).toHaveLength(12);
});

test('an open load asks for as many as its schedule says, and counts those after the warm-up', async () => {
  const { url, bodies } = await serve(() => ({ body: good }));
  const load = { kind: 'open', shots: shots(url, 2), perSecond: 100, warmUpMs: 100, ms: 200 } as const;
  const outcome = await runOpen({ ...load, giveUpBehindMs: 60_000, listeners: [] });
  expect(bodies).toHaveLength(30);
  expect(outcome).toMatchObject({ answers: 20, stored: { p50: 0, p99: 0 } });
  // Nothing is sent before it is due.
  expect(outcome.lateness.p50).toBeGreaterThanOrEqual(0);
  // Of so few, the p99 is the slowest.
  expect(outcome.lateness.p99).toBeLessThanOrEqual(outcome.latency.p99);
});

test.each([
  ['with errors', { body: '{"errors":[{"message":"no"}],"data":null}' }],
  ['that is not a 200', { status: 503, body: good }],
  ['without a length', { body: good, isChunked: true }],
])('an answer %s ends the load: what is refused is no throughput', async (_, answer) => {
  const { url } = await serve(() => answer);
  const closed = { kind: 'closed', shots: shots(url, 2), until: { answers: 4 } } as const;
  await expect(runClosed(closed)).rejects.toThrow('refused');
  const open = { kind: 'open', shots: shots(url, 2), perSecond: 50, warmUpMs: 0, ms: 100 } as const;
  await expect(runOpen({ ...open, giveUpBehindMs: 60_000, listeners: [] })).rejects.toThrow('refused');
});

test('quantiles are of the nearest rank, however many times there are', () => {
  const times = new Times();
  expect(times.quantiles()).toEqual({ p50: 0, p99: 0 });
  for (let ms = 50_000; ms >= 1; ms--) times.add(ms);
  expect(times.quantiles()).toEqual({ p50: 25_000, p99: 49_500 });
});
