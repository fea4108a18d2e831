import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { directChatId, newId } from '@converge/domain';
import { ACTIVE_CHATS_KEY, chatKeys, EPOCH_KEY, touchedKey } from '../keys.js';
import { CommandHarness } from '../testing.js';
import type { ChatCommands } from './chat-commands.js';
import type { HotReads } from './hot-reads.js';
import type { MessageCommands } from './message-commands.js';

let harness: CommandHarness;
let redis: Redis;
let hot: HotReads;
let chats: ChatCommands;
let messages: MessageCommands;

beforeAll(async () => {
  harness = await CommandHarness.open();
  ({ redis, hot, chats, messages } = harness);
});
afterAll(() => redis.disconnect());

const group = (...people: string[]) => harness.group(...people);
const send = (...args: Parameters<CommandHarness['send']>) => harness.send(...args);

describe('hydration', () => {
  test('a chat neither store knows is not found', async () => {
    await expect(send(newId(), newId(), 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a cold chat goes on where Postgres says, and a resend finds its message', async () => {
    const [ann, ben, cat] = [newId(), newId(), newId()];
    const chat = {
      ...(await group(ann, ben)),
      lastSeq: 7,
      revision: 20,
      stateRevision: 3,
      name: 'from Postgres',
    };
    await redis.del(...Object.values(chatKeys(chat.id)));
    const person = (userId: string, leftAt: string | null) => ({
      ...{
        chatId: chat.id,
        userId,
        role: 'member' as const,
        joinedAt: chat.createdAt,
        joinedSeq: 0,
        leftAt,
        revision: 1,
      },
    });
    const key = newId();
    harness.stored.set(chat.id, {
      chat,
      participants: [person(ann, null), person(ben, null), person(cat, chat.createdAt)],
      cursors: [{ chatId: chat.id, userId: ben, lastReadSeq: 4, readAt: chat.createdAt, revision: 9 }],
      idempotencyKeys: [{ userId: ann, clientMessageId: key, digest: 'other', messageId: newId(), seq: 5 }],
    });
    expect(await send(chat.id, ann, 'next')).toMatchObject({ seq: 8, revision: 21 });
    await expect(send(chat.id, cat, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(send(chat.id, ann, 'x', key)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await hot.glance(chat.id, ben)).toMatchObject({
      chat: { name: 'from Postgres' },
      cursor: { lastReadSeq: 4 },
      hotFrom: 8,
    });
    expect((await hot.log(chat.id, 20, 21, 10))!).toHaveLength(1);
    expect(await hot.log(chat.id, 19, 21, 10)).toBeNull();
  });

  test('in a new epoch nothing falls: counters are the greater of both, pending events stay', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    await send(chat.id, ann, 'pending');
    const before = await hot.pending(chat.id);
    await redis.set(EPOCH_KEY, 'another.life');
    await harness.epoch.refresh();
    expect((await hot.glance(chat.id, ann)).warmth).toBe('stale');
    harness.stored.delete(chat.id);
    expect(await send(chat.id, ben, 'goes on')).toMatchObject({ seq: 2 });
    expect((await hot.pending(chat.id)).slice(0, before.length)).toEqual(before);
    expect((await hot.glance(chat.id, ann)).warmth).toBe('hot');
  });

  test('a new epoch gives no revision again that Redis forgot when it was killed and a worker still holds', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    const head = await redis.hgetall(chatKeys(chat.id).head);
    let forgotten = chat.revision;
    for (let n = 0; n < 5; n++) forgotten = (await send(chat.id, ann, 'answered, not yet on disk')).revision;
    await redis.del(...Object.values(chatKeys(chat.id)).filter((key) => key !== chatKeys(chat.id).members));
    await redis.hset(chatKeys(chat.id).head, head);
    await redis.set(EPOCH_KEY, 'after.the.kill');
    await harness.epoch.refresh();
    harness.stored.delete(chat.id);
    const next = await send(chat.id, ben, 'goes on');
    expect(next.revision).toBeGreaterThan(forgotten + 10_000);
    expect((await send(chat.id, ben, 'densely')).revision).toBe(next.revision + 1);
  });

  test('a message whose place was given again is not written over the other', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    const there = await send(chat.id, ann, 'has the place now');
    const forgotten = { ...there, id: newId(), content: 'had it before' };
    const edit = messages.change(chat.id, ann, forgotten.id, 'edited', () => Promise.resolve(forgotten));
    await expect(edit).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await hot.message(chat.id, there.id)).toMatchObject({ content: 'has the place now' });
  });

  test('a removal that Postgres commits while the chat is hydrated is not undone', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    const everybody = await hot.participants(chat.id);
    harness.stored.set(chat.id, { chat, participants: everybody, cursors: [], idempotencyKeys: [] });
    await chats.removeParticipant(chat.id, ann, ben);
    await redis.set(EPOCH_KEY, 'yet.another');
    await harness.epoch.refresh();
    // The worker stores the removal after Postgres was asked, and clears its mark.
    harness.meanwhile = async () => void (await redis.del(chatKeys(chat.id).pending));
    await send(chat.id, ann, 'without ben');
    harness.meanwhile = async () => undefined;
    expect(await hot.participantIds(chat.id)).toEqual([ann]);
  });

  test('a chat whose messages Postgres knows, but not itself, goes on behind them', async () => {
    const [ann, ben] = [newId(), newId()];
    const id = directChatId(ann, ben);
    harness.counters.set(id, { revision: 5, lastSeq: 4 });
    const chat = await chats.create({
      ...{ id, creatorId: ann, name: null, description: null, chatType: 'direct', isNewId: false },
      participantIds: [ann, ben],
    });
    expect(chat).toMatchObject({ revision: 6, lastSeq: 4 });
    expect(await send(id, ben, 'next')).toMatchObject({ seq: 5, revision: 7 });
  });
});

describe('a stranger leaves no trace', () => {
  const size = () => redis.dbsize();
  const refused = { code: 'NOT_FOUND' };

  test('in chats that do not exist, of people they do not know', async () => {
    const [eve, victim] = [newId(), newId()];
    const before = await size();
    for (let i = 0; i < 20; i++) {
      await expect(chats.removeParticipant(newId(), eve, victim)).rejects.toMatchObject(refused);
      await expect(chats.addParticipants(newId(), eve, [victim])).rejects.toMatchObject(refused);
      await expect(send(newId(), eve, 'hello?', newId())).rejects.toMatchObject(refused);
    }
    expect(await size()).toBe(before);
    expect(await redis.exists(touchedKey(victim))).toBe(0);
  });

  test('in a chat they are not in', async () => {
    const [ann, eve] = [newId(), newId()];
    const chat = await group(ann);
    const before = await size();
    await expect(chats.addParticipants(chat.id, eve, [eve])).rejects.toMatchObject(refused);
    await expect(send(chat.id, eve, 'hello?', newId())).rejects.toMatchObject(refused);
    expect(await size()).toBe(before);
    expect(await redis.zscore(ACTIVE_CHATS_KEY, chat.id)).not.toBeNull();
  });

  test('nor does a repeated send', async () => {
    const ann = newId();
    const chat = await group(ann);
    const key = newId();
    await send(chat.id, ann, 'once', key);
    const before = await size();
    for (let i = 0; i < 5; i++) {
      await messages.create({ chatId: chat.id, authorId: ann, content: 'once', clientMessageId: key });
    }
    expect(await size()).toBe(before);
  });
});
