import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { newId } from '@converge/domain';
import { createDeadLetters, type DeadLetters } from './dead-letters.js';
import { EPOCH_KEY } from './keys.js';
import { closeLanes, openLanes } from './lanes.js';
import { QueueReads } from './queue-reads.js';
import { CommandHarness } from './testing.js';

let harness: CommandHarness;
let redis: Redis;
let letters: DeadLetters;
let reads: QueueReads;

beforeAll(async () => {
  harness = await CommandHarness.open();
  redis = harness.redis;
  letters = createDeadLetters(redis, redis, () => undefined);
  reads = new QueueReads(redis);
});
beforeEach(() => redis.flushdb());
afterAll(async () => {
  await letters.stop();
  redis.disconnect();
});

const at = '2026-01-01T00:00:00.000Z';
const bury = (event: unknown, reason = 'never') => letters.bury({ lane: 'messages', event, reason, at });

describe('the list of dead letters', () => {
  test('has the newest first, a page at a time', async () => {
    const chatId = newId();
    for (let revision = 1; revision <= 5; revision++) await bury({ chatId, epoch: 'e.1', revision });
    expect(await reads.deadLetterCount()).toBe(5);
    const first = await reads.deadLetters(2, null);
    expect(first.items.map(({ revision }) => revision)).toEqual([5, 4]);
    expect(first.hasMore).toBe(true);
    const rest = await reads.deadLetters(3, first.items[1]!.id);
    expect(rest.items.map(({ revision }) => revision)).toEqual([3, 2, 1]);
    expect(rest.hasMore).toBe(false);
    await expect(reads.deadLetters(2, 'dead-and-gone')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('tells of a letter what and why, never what was written; of a malformed one as much as it has', async () => {
    const chatId = newId();
    const origin = { requestId: 'request-1' };
    const message = { content: 'a secret' };
    await bury({ type: 'MessageAdded', chatId, epoch: 'e.1', revision: 7, origin, message }, 'refused');
    for (const strange of [null, 'text', { type: 5, chatId: {}, revision: 1e300, origin: null }])
      await bury(strange, 'malformed');
    const { items } = await reads.deadLetters(10, null);
    expect(items[3]).toEqual({
      ...{ id: `dead-${chatId}-e.1-7`, lane: 'messages', type: 'MessageAdded', chatId, revision: 7 },
      ...{ reason: 'refused', at, requestId: 'request-1' },
    });
    for (const item of items.slice(0, 3)) {
      expect(item).toMatchObject({ type: 'unknown', chatId: null, revision: null, requestId: null });
    }
    expect(JSON.stringify(items)).not.toContain('secret');
  });
});

test('a lane is told with all that waits in it and how old the oldest is', async () => {
  const lanes = openLanes(redis, () => undefined);
  await lanes.chats.add('chats', { events: [] }, { timestamp: Date.now() - 60_000 });
  await lanes.chats.add('chats', { events: [] }, { delay: 60_000 });
  const [messages, chats] = await reads.lanes();
  expect(messages).toEqual({ lane: 'messages', waiting: 0, active: 0, oldestAgeMs: 0 });
  expect(chats).toMatchObject({ lane: 'chats', waiting: 2, active: 0 });
  expect(chats!.oldestAgeMs).toBeGreaterThanOrEqual(60_000);
  await closeLanes(lanes);
});

test('a chat of an older life of Redis still has its dead messages, and their seqs are taken', async () => {
  const ann = newId();
  const chat = await harness.group(ann);
  const message = await harness.send(chat.id, ann, 'never storable');
  await bury(harness.accepted.at(-1));
  await redis.set(EPOCH_KEY, 'another.life');
  await harness.epoch.refresh();
  expect((await harness.hot.glance(chat.id, ann)).warmth).toBe('stale');
  const events = await harness.hot.pending(chat.id);
  expect(events.map(({ type }) => type)).toEqual(['ChatCreated', 'MessageAdded']);
  expect(events[1]).toMatchObject({ revision: message.revision, message });
});
