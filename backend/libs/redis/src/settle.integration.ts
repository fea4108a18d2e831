import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import {
  newId,
  pendingKeyOf,
  type Chat,
  type ChatEvent,
  type MessageAdded,
  type Persisted,
} from '@converge/domain';
import { connectRedis, whenReady } from './connection.js';
import { coolQuiet } from './cool.js';
import { createDeadLetters } from './dead-letters.js';
import { ACTIVE_CHATS_KEY, chatChannel, chatKeyList, chatKeys, locatorKey, touchedKey } from './keys.js';
import { settle } from './settle.js';
import { readHints, shortenHints } from './settled-hints.js';
import { takeTestRedis } from './testing.js';

let url: string;
let redis: Redis;
let chatId: string;

beforeAll(async () => {
  // Of its own: what is active here must not be seen by other tests.
  url = await takeTestRedis();
  redis = connectRedis(url, 'commands', () => undefined);
  await whenReady(redis, 30_000);
});
beforeEach(async () => {
  await redis.flushdb();
  chatId = newId();
});
afterAll(() => redis.disconnect());

const at = '2026-01-01T00:00:00.000Z';
const GRACE_MS = 60_000;

function message(seq: number, revision: number, epoch = 'e'): MessageAdded {
  return {
    ...{ type: 'MessageAdded', chatId, epoch, revision, at },
    message: {
      ...{ id: newId(), chatId, senderId: newId(), content: 'x', clientMessageId: null },
      ...{ createdAt: at, editedAt: null, deletedAt: null, seq, revision },
    },
  };
}

function added(revision: number, userId = newId()): ChatEvent {
  const participant = {
    chatId,
    userId,
    role: 'member',
    joinedAt: at,
    joinedSeq: 0,
    leftAt: null,
    revision,
  } as const;
  const chat: Chat = {
    ...{ id: chatId, name: null, description: null, chatType: 'group', isActive: true, createdBy: userId },
    ...{ createdAt: at, updatedAt: at, lastSeq: 0, revision, stateRevision: 1 },
  };
  return { type: 'ParticipantAdded', chatId, epoch: 'e', revision, at, participant, chat };
}

/** As the sender's scripts leave it. */
async function accept(...events: ChatEvent[]): Promise<void> {
  const keys = chatKeys(chatId);
  for (const event of events) {
    await redis.hset(keys.pending, pendingKeyOf(event), `${event.revision}|${JSON.stringify(event)}`);
    if ('message' in event) {
      await redis.hset(keys.messages, event.message.seq, JSON.stringify(event.message));
      await redis.hset(keys.ids, event.message.id, event.message.seq);
      await redis.set(locatorKey(event.message.id), chatId, 'EX', 600_000);
    }
  }
  await redis.hset(keys.head, { hotFrom: 1, revision: 1 });
  await redis.zadd(ACTIVE_CHATS_KEY, Date.now(), chatId);
}

const pending = () => redis.hkeys(chatKeys(chatId).pending);

describe('settling', () => {
  test('clears the marks of what was stored and keeps those of what changed meanwhile', async () => {
    const [first, second] = [message(1, 1), message(2, 2)];
    const edited = {
      ...first,
      type: 'MessageUpdated',
      revision: 3,
      message: { ...first.message, revision: 3 },
    } as const;
    await accept(first, second, edited);
    await settle(redis, [first, second], GRACE_MS);
    expect(await pending()).toEqual(['m:1']);
    await settle(redis, [edited], GRACE_MS);
    expect(await pending()).toEqual([]);
  });

  test('what was accepted before Redis lost its data never clears the mark of what came after', async () => {
    const [before, after] = [message(1, 5, 'run1.a'), message(1, 5, 'run2.b')];
    after.message.content = 'not of "epoch":"run1.a"';
    await accept(after);
    await settle(redis, [before, { ...before, revision: 9 }], GRACE_MS);
    expect(await pending()).toEqual(['m:1']);
    // Both in one batch: each for itself.
    await settle(redis, [{ ...before, revision: 9 }, after], GRACE_MS);
    expect(await pending()).toEqual([]);
  });

  test('what is pending since an older epoch is cleared by its own event', async () => {
    const event = message(1, 5, 'run1.a');
    await accept(event);
    await redis.hset(chatKeys(chatId).head, { epoch: 'run2.b', revision: 9 });
    await settle(redis, [event], GRACE_MS);
    expect(await pending()).toEqual([]);
  });

  test('what was stored stays in the overlay for the grace, then a message older than the hot window leaves it', async () => {
    const keys = chatKeys(chatId);
    const events = [message(1, 1), message(2, 2), message(3, 3)];
    await accept(...events);
    await redis.hset(keys.head, 'hotFrom', 3);
    await settle(redis, events.slice(0, 2), GRACE_MS);
    expect((await redis.hkeys(keys.messages)).sort()).toEqual(['1', '2', '3']);
    expect((await redis.zrange(keys.settled, 0, -1)).sort()).toEqual(['m:1', 'm:2']);

    // The grace of 1 is over; 2 has changed again meanwhile.
    await redis.zadd(keys.settled, 1, 'm:1', 1, 'm:2');
    await accept({ ...events[1]!, revision: 4, message: { ...events[1]!.message, revision: 4 } });
    await redis.hset(keys.head, 'hotFrom', 3);
    await settle(redis, [events[2]!], GRACE_MS);
    expect((await redis.hkeys(keys.messages)).sort()).toEqual(['2', '3']);
    expect(await redis.hvals(keys.ids)).toEqual(expect.arrayContaining(['2', '3']));
    expect(await redis.hlen(keys.ids)).toBe(2);
    expect(await redis.zrange(keys.settled, 0, -1)).toEqual(['m:3']);
  });

  test('tells listeners what is stored, of a large batch in parts that none has to swallow at once', async () => {
    const events = Array.from({ length: 2100 }, (_, n) => message(n + 1, n + 1));
    await accept(...events);
    const listener = connectRedis(url, 'subscriber', () => undefined);
    const told: string[][] = [];
    listener.on('message', (_channel, text: string) => told.push((JSON.parse(text) as Persisted).messageIds));
    await listener.subscribe(chatChannel(chatId));
    await settle(redis, events, GRACE_MS);
    // What was published before comes before it.
    await redis.publish(chatChannel(chatId), JSON.stringify({ messageIds: [] }));
    await new Promise<void>((resolve) => {
      const look = () => (told.at(-1)?.length === 0 ? resolve() : setImmediate(look));
      look();
    });
    listener.disconnect();
    expect(told.map((ids) => ids.length)).toEqual([1000, 1000, 100, 0]);
    expect(told.flat()).toEqual(events.map((event) => event.message.id));
    expect(await pending()).toEqual([]);
  });

  test('settles a batch of more chats than it sends at once, to the last of them', async () => {
    const chats = Array.from({ length: 401 }, () => newId());
    const events: ChatEvent[] = [];
    for (chatId of chats) events.push(message(1, 1), ...(chatId === chats[150] ? [added(2)] : []));
    for (const event of events) {
      chatId = event.chatId;
      await accept(event);
    }
    await settle(redis, events, GRACE_MS);
    for (chatId of chats) expect(await pending()).toEqual([]);
  });

  test('hints, which bridged the time until the commit, expire after the grace; locators live with the hot window', async () => {
    const event = message(1, 1);
    const userId = newId();
    const join = added(2, userId);
    await accept(event, join);
    await redis.zadd(touchedKey(userId), Date.now() + 600_000, chatId);
    await settle(redis, [event, join], GRACE_MS);
    expect(await redis.pttl(locatorKey(event.message.id))).toBeGreaterThan(GRACE_MS);
    expect(Number(await redis.zscore(touchedKey(userId), chatId))).toBeLessThanOrEqual(Date.now() + GRACE_MS);
  });

  test('a hint lasts as long as something newer of that membership is pending or dead, or the chat itself is', async () => {
    const userId = newId();
    const lasts = String(Date.now() + 600_000);
    const hint = () => redis.zscore(touchedKey(userId), chatId);
    await redis.zadd(touchedKey(userId), lasts, chatId);
    const [first, second] = [added(2, userId), added(3, userId)];
    await accept(second);
    await settle(redis, [first], GRACE_MS);
    expect(await hint()).toBe(lasts);
    await redis.rename(chatKeys(chatId).pending, chatKeys(chatId).dead);
    await settle(redis, [first], GRACE_MS);
    expect(await hint()).toBe(lasts);
    await redis.del(chatKeys(chatId).dead);
    await redis.hset(chatKeys(chatId).pending, 'created', '1|{}');
    await settle(redis, [second], GRACE_MS);
    expect(await hint()).toBe(lasts);
    await redis.del(chatKeys(chatId).pending);
    await settle(redis, [second], GRACE_MS);
    expect(Number(await hint())).toBeLessThanOrEqual(Date.now() + GRACE_MS);
  });

  test('a hint that is renewed while an older change settles is left alone', async () => {
    const [renewed, other] = [newId(), newId()];
    const lasts = Date.now() + 600_000;
    for (const userId of [renewed, other]) await redis.zadd(touchedKey(userId), lasts, chatId);
    const seen = await readHints(redis, chatId, [renewed, other]);
    await redis.zadd(touchedKey(renewed), lasts + 1, chatId);
    await shortenHints(redis, chatId, seen, [], 5);
    expect(await redis.zscore(touchedKey(renewed), chatId)).toBe(String(lasts + 1));
    expect(await redis.zscore(touchedKey(other), chatId)).toBe('5');
  });

  test('settling makes no hint and keeps the expiry of those there are, so none stays for ever', async () => {
    const [known, unknown] = [newId(), newId()];
    await redis.zadd(touchedKey(known), Date.now() + 600_000, chatId);
    await redis.pexpire(touchedKey(known), 600_000);
    await settle(redis, [added(1, known), added(2, unknown)], GRACE_MS);
    expect(await redis.exists(touchedKey(unknown))).toBe(0);
    expect(await redis.pttl(touchedKey(known))).toBeGreaterThan(0);
  });

  test('a dead letter that was stored after all is no longer marked as dead', async () => {
    const event = message(1, 1);
    await redis.hset(chatKeys(chatId).dead, 'm:1', '1|e');
    await settle(redis, [{ ...event, epoch: 'another' }], GRACE_MS);
    expect(await redis.exists(chatKeys(chatId).dead)).toBe(1);
    await settle(redis, [event], GRACE_MS);
    expect(await redis.exists(chatKeys(chatId).dead)).toBe(0);
  });

  test('a dead letter that a later state of the same thing has overtaken, in any epoch, is no longer marked', async () => {
    const later = message(1, 3, 'run2.b');
    await redis.hset(chatKeys(chatId).dead, 'm:1', '7|run1.a');
    await accept(later);
    await settle(redis, [later], GRACE_MS);
    expect(await redis.exists(chatKeys(chatId).dead)).toBe(0);
  });
});

describe('burying', () => {
  test('an event is in the dead letter queue once, however often it is buried, and its mark is moved', async () => {
    const letters = createDeadLetters(redis, redis, () => undefined);
    const event = message(1, 7);
    await accept(event);
    for (let n = 0; n < 3; n++) await letters.bury({ lane: 'messages', event, reason: 'never', at });
    expect(await letters.count()).toBe(1);
    expect(await pending()).toEqual([]);
    expect(await redis.hgetall(chatKeys(chatId).dead)).toEqual({ 'm:1': '7|e' });
    await letters.stop();
  });

  test('the same revision of another epoch is another event: it stays pending, and is a letter of its own', async () => {
    const letters = createDeadLetters(redis, redis, () => undefined);
    const [before, after] = [message(1, 7, 'run1.a'), message(1, 7, 'run2.b')];
    await accept(after);
    await letters.bury({ lane: 'messages', event: before, reason: 'never', at });
    expect(await pending()).toEqual(['m:1']);
    await letters.bury({ lane: 'messages', event: after, reason: 'never', at });
    expect(await letters.count()).toBe(2);
    expect(await redis.hgetall(chatKeys(chatId).dead)).toEqual({ 'm:1': '7|run2.b' });
    await letters.stop();
  });

  test('of a malformed event the mark is found by epoch and revision; a newer change of the same thing stays pending', async () => {
    const letters = createDeadLetters(redis, redis, () => undefined);
    await accept(message(1, 8), message(2, 9));
    await letters.bury({ lane: 'messages', event: { chatId, revision: 8 }, reason: 'malformed', at });
    expect((await pending()).sort()).toEqual(['m:1', 'm:2']);
    await letters.bury({
      lane: 'messages',
      event: { chatId, epoch: 'e', revision: 8 },
      reason: 'malformed',
      at,
    });
    expect(await pending()).toEqual(['m:2']);
    await letters.bury({ lane: 'messages', event: { ...message(2, 5) }, reason: 'never', at });
    expect(await pending()).toEqual(['m:2']);
    expect(await redis.hgetall(chatKeys(chatId).dead)).toEqual({ 'm:1': '8|e' });
    for (const strange of [null, 'text', undefined]) {
      await letters.bury({ lane: 'messages', event: strange, reason: 'malformed', at });
    }
    expect(await letters.count()).toBe(6);
    await letters.stop();
  });
});

describe('cooling', () => {
  const HOUR_MS = 3_600_000;
  const announcedAgo = (ms: number) => redis.zadd(ACTIVE_CHATS_KEY, Date.now() - ms, chatId);
  const isHot = async () => (await redis.exists(...chatKeyList(chatId))) > 0;

  test('a chat that was quiet for long is forgotten by Redis and leaves the list of active ones', async () => {
    const event = message(1, 1);
    await accept(event);
    await settle(redis, [event], 0);
    await announcedAgo(2 * HOUR_MS);
    expect(await coolQuiet(redis, HOUR_MS)).toBe(1);
    expect(await isHot()).toBe(false);
    expect(await redis.zcard(ACTIVE_CHATS_KEY)).toBe(0);
  });

  test('a chat is not forgotten while anything of it is pending, dead or only just stored, or it is in use', async () => {
    const event = message(1, 1);
    await accept(event);
    await announcedAgo(2 * HOUR_MS);
    expect(await coolQuiet(redis, HOUR_MS)).toBe(0);
    await settle(redis, [event], GRACE_MS);
    expect(await coolQuiet(redis, HOUR_MS)).toBe(0);
    await settle(redis, [event], 0);
    await redis.del(chatKeys(chatId).settled);
    await redis.hset(chatKeys(chatId).dead, 'm:9', '9|e');
    expect(await coolQuiet(redis, HOUR_MS)).toBe(0);
    await redis.del(chatKeys(chatId).dead);
    await announcedAgo(HOUR_MS / 2);
    expect(await coolQuiet(redis, HOUR_MS)).toBe(0);
    expect(await isHot()).toBe(true);
  });
});
