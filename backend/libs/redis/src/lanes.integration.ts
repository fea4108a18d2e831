import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { newId, pendingKeyOf, type ChatEvent } from '@converge/domain';
import { connectRedis, whenReady } from './connection.js';
import { ACTIVE_CHATS_KEY, chatKeys } from './keys.js';
import { readBacklog } from './lane-backlog.js';
import { createLaneProducer } from './lane-producer.js';
import { closeLanes, openLanes, type LaneQueues } from './lanes.js';
import { countPending, rescueStuck } from './rescue.js';
import { takeTestRedis } from './testing.js';

let url: string;
let redis: Redis;
let queues: LaneQueues;

beforeAll(async () => {
  // Of its own: rescue looks at every active chat there is.
  url = await takeTestRedis();
  redis = connectRedis(url, 'commands', () => undefined);
  await whenReady(redis, 30_000);
  queues = openLanes(redis, () => undefined);
});
beforeEach(() => redis.flushdb());
afterAll(async () => {
  await closeLanes(queues);
  redis.disconnect();
});

const AFTER_MS = 5000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

function read(chatId: string, userId: string, revision: number, at = ago(0)): ChatEvent {
  const cursor = { chatId, userId, lastReadSeq: revision, readAt: at, revision };
  return { type: 'MessagesRead', chatId, epoch: 'e', revision, at, cursor, unreadCount: 0 };
}

function sent(chatId: string, revision: number, at = ago(0)): ChatEvent {
  const message = {
    ...{ id: newId(), chatId, senderId: newId(), content: 'x', clientMessageId: null },
    ...{ createdAt: at, editedAt: null, deletedAt: null, seq: revision, revision },
  };
  return { type: 'MessageAdded', chatId, epoch: 'e', revision, at, message };
}

async function accept(event: ChatEvent): Promise<void> {
  await redis.zadd(ACTIVE_CHATS_KEY, Date.now(), event.chatId);
  await redis.hset(
    chatKeys(event.chatId).pending,
    pendingKeyOf(event),
    `${event.revision}|${JSON.stringify(event)}`,
  );
}

const rescue = () => rescueStuck({ redis, queueRedis: redis, queues, afterMs: AFTER_MS });

describe('the producer', () => {
  test('events of the same few milliseconds go into one job for each lane, receipts conflated to the newest', async () => {
    const producer = createLaneProducer({
      url,
      flushIntervalMs: 5,
      onError: (error) => fail(error),
    });
    const [chatId, reader] = [newId(), newId()];
    const events = [
      sent(chatId, 1),
      read(chatId, reader, 2),
      sent(chatId, 3),
      read(chatId, reader, 4),
      read(chatId, newId(), 5),
    ];
    for (const event of events) producer.add(event);
    await producer.stop();
    const jobs = await Promise.all([queues.messages.getWaiting(), queues.receipts.getWaiting()]);
    expect(jobs.map((each) => each.map((job) => job.data.events))).toEqual([
      [[events[0], events[2]]],
      [[events[3], events[4]]],
    ]);
  });
});

describe('rescue', () => {
  test('enqueues what is pending for long and in no queue, once while it is queued', async () => {
    const event = sent(newId(), 1, ago(2 * AFTER_MS));
    await accept(event);
    expect(await rescue()).toEqual({ messages: 1, chats: 0, receipts: 0 });
    await rescue();
    const jobs = await queues.messages.getWaiting();
    expect(jobs.map((job) => job.data.events)).toEqual([[event]]);
  });

  test('lets be what was accepted just now: its sender is about to enqueue it', async () => {
    await accept(sent(newId(), 1));
    expect((await rescue()).messages).toBe(0);
  });

  test('of each lane by its own backlog', async () => {
    const chatId = newId();
    const at = ago(2 * AFTER_MS);
    const [queued, lost] = [sent(chatId, 1, at), read(chatId, newId(), 2, at)];
    await accept(queued);
    await accept(lost);
    await queues.messages.add('messages', { events: [queued] }, { timestamp: Date.parse(at) });
    expect(await rescue()).toEqual({ messages: 0, chats: 0, receipts: 1 });
  });

  test('lets be what may still be in the lane, however long its backlog; rescues what is older than it', async () => {
    const chatId = newId();
    const [lost, queued] = [sent(chatId, 1, ago(600_000)), sent(chatId, 2, ago(300_000))];
    await accept(lost);
    await accept(queued);
    await queues.messages.add('messages', { events: [queued] }, { timestamp: Date.parse(queued.at) + 10 });
    await queues.messages.add('messages', { events: [] });
    expect((await rescue()).messages).toBe(1);
    const rescued = (await queues.messages.getWaiting()).filter((job) => job.id?.startsWith('rescue-'));
    expect(rescued.map((job) => job.data.events)).toEqual([[lost]]);
  });
});

describe('what is pending', () => {
  test('is counted, stuck or not, by rescue and without it', async () => {
    await accept(sent(newId(), 1));
    await accept(sent(newId(), 1, ago(60_000)));
    const counted: number[] = [];
    const onPending = (events: number) => void counted.push(events);
    await rescueStuck({ redis, queueRedis: redis, queues, afterMs: AFTER_MS, onPending });
    expect([...counted, await countPending(redis)]).toEqual([2, 2]);
  });
});

describe('the backlog', () => {
  test('counts jobs in every state and knows the oldest of them all', async () => {
    const timestamp = Date.now() - 1000;
    await queues.chats.add('chats', { events: [] });
    await queues.chats.add('chats', { events: [] }, { delay: 60_000, timestamp });
    await queues.chats.add('chats', { events: [] }, { priority: 5 });
    expect(await readBacklog(redis, queues.chats)).toEqual({
      ...{ waiting: 1, active: 0, delayed: 1, prioritized: 1, oldestMs: timestamp },
    });
    expect((await readBacklog(redis, queues.messages)).oldestMs).toBeNull();
  });
});

function fail(error: unknown): never {
  throw error;
}
