import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '../testkit/eventually.js';
import { Person } from '../testkit/person.js';
import { startStack, type Stack } from '../testkit/stack.js';
import { TraceCollector } from '../testkit/trace-collector.js';

let collector: TraceCollector;
let stack: Stack;
let ann: Person;
let ben: Person;

beforeAll(async () => {
  collector = await TraceCollector.start();
  stack = await startStack({
    flags: ['--log-level', 'debug'],
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, OTEL_BSP_SCHEDULE_DELAY: '100' },
  });
  [ann, ben] = await Promise.all([Person.join(stack, 'ann'), Person.join(stack, 'ben')]);
});
afterAll(async () => {
  await stack?.stop();
  collector?.stop();
});

const hex = (bytes: number) => randomBytes(bytes).toString('hex');

/** One send through nginx, as a client does that collects traces itself. */
async function send(chatId: string, headers: Record<string, string>, token = ann.token) {
  const query =
    'mutation Send($i: CreateMessageInput!) { createMessage(createMessageInput: $i) { id revision } }';
  const response = await fetch(stack.url('sender', 2), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
    body: JSON.stringify({
      query,
      operationName: 'Send',
      variables: { i: { chatId, content: 'seen on its way' } },
    }),
  });
  const body = (await response.json()) as {
    data?: { createMessage: { id: string } };
    errors?: { extensions: { code: string; requestId: string } }[];
  };
  return { ...body, requestId: response.headers.get('x-request-id') };
}

describe('a message on its way', () => {
  test('is one trace, linked with that of its client: the sender, the worker and each receiver that delivers it', async () => {
    const chat = await ann.createGroup([ben]);
    const feeds = await Promise.all([1, 2].map((via) => ben.follow(chat.id, { via })));
    const ofClient = hex(16);
    // Not to be collected, says the client: that is not its to decide.
    const { data } = await send(chat.id, { traceparent: `00-${ofClient}-${hex(8)}-00` });
    expect(data).toBeDefined();

    const wanted = [
      'receiver-1 deliver',
      'receiver-2 deliver',
      'sender-2 Send',
      'sender-2 accept',
      'worker-1 persist',
    ];
    const linkedWith = (id: string, name: string) => () =>
      collector.spans.find(({ what, linkedTraceIds }) => what === name && linkedTraceIds.includes(id));
    const request = await eventually('the request', linkedWith(ofClient, 'sender-2 Send'));
    const { traceId } = request;
    const trace = await eventually('the whole trace', () => {
      const spans = collector.ofTrace(traceId);
      return wanted.every((what) => spans.some((span) => span.what === what)) && spans;
    });
    expect(trace.map(({ what }) => what).sort()).toEqual(wanted);
    expect(request.parentSpanId).toBeUndefined();
    expect(collector.ofTrace(ofClient)).toEqual([]);
    for (const { spanId, parentSpanId } of trace)
      if (spanId !== request.spanId) expect(parentSpanId).toBe(request.spanId);

    const batch = await eventually(
      'the batch of the worker',
      linkedWith(traceId, 'worker-1 persist messages'),
    );
    expect(collector.ofTrace(batch.traceId).map(({ what }) => what)).toContain('worker-1 store');
    await eventually('the job of the sender', linkedWith(traceId, 'sender-2 enqueue messages'));
    await Promise.all(feeds.map((feed) => feed.close()));
  });

  test('is found under the id of its request: in the answer and in the log of the worker', async () => {
    const chat = await ann.createGroup([ben]);
    const requestId = `request-${hex(8)}`;
    expect(await send(chat.id, { 'x-request-id': requestId })).toMatchObject({ requestId });
    const isWorkers = (line: string) => line.includes('worker-1') && line.includes(requestId);
    await eventually('the worker’s line', () => stack.logs().split('\n').some(isWorkers));
  });
});

describe('a refused request', () => {
  test('names its id to the client', async () => {
    const requestId = `request-${hex(8)}`;
    const { errors } = await send(ann.id, { 'x-request-id': requestId });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND', requestId } }]);
    const refused = await send(ann.id, { 'x-request-id': requestId }, 'no token');
    expect(refused.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', requestId } }]);
  });
});

describe('a process that is told of no collector', () => {
  /** How many files of OpenTelemetry a process has loaded once it could trace; prom-client brings its bare API. */
  function filesLoaded(endpoint: string): number {
    const runtime = resolve(import.meta.dirname, '../../../libs/runtime/dist/index.js');
    const program = `
      import { createRequire } from 'node:module';
      import { startTracing, thisInstance } from ${JSON.stringify(runtime)};
      const options = { instance: thisInstance('sender', 1), logger: console, endpoint: process.argv[1] };
      await startTracing({ ...options, endpoint: options.endpoint || undefined });
      const files = Object.keys(createRequire(import.meta.url).cache);
      console.log(files.filter((file) => file.includes('@opentelemetry/') && !file.includes('@opentelemetry/api/')).length);
      process.exit(0);`;
    const args = ['--input-type=module', '--eval', program, endpoint];
    return Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  }

  test('loads not one file of OpenTelemetry’s SDK', () => {
    expect(filesLoaded('')).toBe(0);
    expect(filesLoaded('http://127.0.0.1:9')).toBeGreaterThan(0);
  });
});
