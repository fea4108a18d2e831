import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId, NO_REPORT, type Instance } from '@converge/domain';
import { createDeadLetters, Registry } from '@converge/redis';
import { startHarness, type Harness } from '../testing/receiver-harness.js';

let here: Harness;
let admin: string;

beforeAll(async () => {
  here = await startHarness();
  admin = here.tokens.of(newId(), { roles: ['admin'] });
});
afterAll(() => here?.stop());

const OPERATIONS = `{ operations { at epoch deadLetterCount lanes { lane waiting active oldestAgeMs }
  instances { instance { id } cpu eventLoopLagMs perSecond errorsPerSecond p50Ms p99Ms sockets circuit } } }`;
const LETTERS =
  'query($first: Int!, $after: ID) { deadLetters(first: $first, after: $after) { items { id type reason } hasMore } }';

const instance = (service: Instance['service']): Instance => ({
  ...{ service, number: 1, id: `${service}-1`, startedAt: '2026-01-01T00:00:00.000Z', version: '1.0.0' },
});

test('operations tell of every live instance what it reports, zeros of one that does not', async () => {
  const report = { ...NO_REPORT, cpu: 0.25, eventLoopLagP99Ms: 4, workPerSecond: 12, p99Ms: 8 };
  const worker = new Registry(here.redis, instance('worker'), undefined, () => ({
    ...report,
    circuit: 'half-open' as const,
  }));
  const sender = new Registry(here.redis, instance('sender'));
  for (const registry of [sender, worker]) registry.start();
  type Answer = { operations: { instances: unknown[] } };
  let data: Answer | null;
  // A heartbeat is sent, not waited for.
  do ({ data } = await here.query<Answer>(admin, OPERATIONS));
  while (data!.operations.instances.length < 2);
  for (const registry of [sender, worker]) await registry.stop();
  const silent = { cpu: 0, eventLoopLagMs: 0, perSecond: 0, errorsPerSecond: 0, p50Ms: null, p99Ms: null };
  expect(data!.operations).toMatchObject({
    deadLetterCount: 0,
    epoch: expect.any(String),
    lanes: ['MESSAGES', 'CHATS', 'RECEIPTS'].map((lane) => ({
      ...{ lane, waiting: 0, active: 0, oldestAgeMs: 0 },
    })),
    instances: [
      { instance: { id: 'sender-1' }, ...silent, sockets: null, circuit: null },
      {
        ...{ instance: { id: 'worker-1' }, cpu: 0.25, eventLoopLagMs: 4, perSecond: 12, p99Ms: 8 },
        circuit: 'HALF_OPEN',
      },
    ],
  });
});

test('dead letters come in pages, the newest first', async () => {
  const letters = createDeadLetters(here.redis, here.redis, () => undefined);
  for (let revision = 1; revision <= 3; revision++) {
    const event = {
      type: 'MessageAdded',
      chatId: newId(),
      epoch: 'e',
      revision,
      message: { content: 'secret' },
    };
    await letters.bury({
      lane: 'messages',
      event,
      reason: `reason ${revision}`,
      at: new Date().toISOString(),
    });
  }
  type Page = { deadLetters: { items: { id: string; reason: string }[]; hasMore: boolean } };
  const first = (await here.query<Page>(admin, LETTERS, { first: 2 })).data!.deadLetters;
  expect(first).toMatchObject({ items: [{ reason: 'reason 3' }, { reason: 'reason 2' }], hasMore: true });
  const rest = await here.query<Page>(admin, LETTERS, { first: 2, after: first.items[1]!.id });
  expect(rest.data!.deadLetters).toMatchObject({ items: [{ reason: 'reason 1' }], hasMore: false });
  for (const bad of [{ first: 0 }, { first: 201 }, { first: 2, after: 'gone' }]) {
    expect((await here.query(admin, LETTERS, bad)).codes).toEqual(['BAD_USER_INPUT']);
  }
  await letters.stop();
});

test('nobody but an admin is told any of it', async () => {
  for (const [query, variables] of [
    [OPERATIONS, {}],
    [LETTERS, { first: 1 }],
  ] as const) {
    const answer = await here.query(here.tokens.of(newId()), query, variables);
    expect(answer).toMatchObject({ data: null, codes: ['FORBIDDEN'] });
    expect((await here.query('no token', query, variables)).codes).toEqual(['UNAUTHENTICATED']);
  }
});
