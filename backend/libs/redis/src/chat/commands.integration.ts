import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { directChatId, newId, type ChatEvent } from '@converge/domain';
import { connectRedis, whenReady } from '../connection.js';
import { Epoch } from '../epoch.js';
import { ACTIVE_CHATS_KEY, chatKeys, EPOCH_KEY, touchedKey } from '../keys.js';
import { ChatCommands } from './chat-commands.js';
import { ChatScript, type Counters, type StoredChat } from './chat-script.js';
import { HotReads } from './hot-reads.js';
import { MessageCommands } from './message-commands.js';

/** A logical database of its own: it changes the epoch, and counts keys. */
const url = Object.assign(new URL(process.env.TEST_REDIS_URL!), { pathname: '/11' }).href;
let redis: Redis;
let epoch: Epoch;
let hot: HotReads;
const accepted: ChatEvent[] = [];
const stored = new Map<string, StoredChat>();
const counters = new Map<string, Counters>();
/** Runs between a look into Postgres and what is made of it. */
let meanwhile: () => Promise<void> = async () => undefined;
let chats: ChatCommands;
let messages: MessageCommands;

beforeAll(async () => {
  redis = connectRedis(url, 'commands', () => undefined);
  await whenReady(redis, 5000);
  await redis.flushdb();
  epoch = new Epoch(redis);
  hot = new HotReads(redis, epoch);
  const loadStored = async (id: string) => {
    const found = stored.get(id) ?? null;
    await meanwhile();
    return found;
  };
  const loadCounters = async (id: string) => counters.get(id) ?? null;
  const script = new ChatScript({ redis, epoch, loadStored, loadCounters, logLength: 1000 });
  chats = new ChatCommands(script, redis, (event) => accepted.push(event));
  messages = new MessageCommands(script, redis, (event) => accepted.push(event), 10);
});
afterAll(() => redis.disconnect());

async function group(...people: string[]) {
  return chats.create({
    id: newId(),
    creatorId: people[0]!,
    name: 'a "group"',
    description: null,
    chatType: 'group',
    participantIds: people,
    isNewId: true,
  });
}

async function send(
  chatId: string,
  authorId: string,
  content: string,
  clientMessageId: string | null = null,
) {
  const result = await messages.create({ chatId, authorId, content, clientMessageId });
  if (!('event' in result)) throw new Error('seen before');
  return result.event.message;
}

describe('chats', () => {
  test('a new group is hot at once, with its creator as admin', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    const glance = await hot.glance(chat.id, ann);
    expect(glance.warmth).toBe('hot');
    expect(glance.chat).toEqual(chat);
    expect(glance.participant).toMatchObject({ role: 'admin', joinedSeq: 0, leftAt: null, revision: 1 });
    expect((await hot.participantIds(chat.id)).sort()).toEqual([ann, ben].sort());
    expect(await hot.touched(ben)).toEqual([chat.id]);
  });

  test('asking twice for a direct chat gives the same one', async () => {
    const [ann, ben] = [newId(), newId()];
    const ask = (creator: string, other: string) =>
      chats.create({
        id: directChatId(creator, other),
        creatorId: creator,
        name: null,
        description: null,
        chatType: 'direct',
        participantIds: [creator, other],
        isNewId: false,
      });
    const made = await Promise.all([ask(ann, ben), ask(ben, ann), ask(ann, ben)]);
    expect(new Set(made.map((chat) => chat.id)).size).toBe(1);
    await expect(chats.addParticipants(made[0].id, ann, [newId()])).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await chats.remove(made[0].id, ben);
    await expect(send(made[0].id, ann, 'x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask(ann, ben)).toMatchObject({ id: made[0].id, isActive: true, revision: 3 });
  });

  test('members add, the admin takes out, everybody may leave', async () => {
    const [ann, ben, cat] = [newId(), newId(), newId()];
    const chat = await group(ann, ben);
    await chats.addParticipants(chat.id, ben, [cat, ben]);
    expect((await hot.participantIds(chat.id)).length).toBe(3);
    await expect(chats.removeParticipant(chat.id, ben, cat)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await chats.removeParticipant(chat.id, ann, cat);
    await expect(chats.update(chat.id, cat, 'mine')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await chats.removeParticipant(chat.id, ben, ben);
    await expect(chats.remove(chat.id, ben)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await hot.log(chat.id, 0, 4, 100))!.map((event) => event.type)).toEqual([
      'ChatCreated',
      'ParticipantAdded',
      'ParticipantRemoved',
      'ParticipantRemoved',
    ]);
  });
});

describe('messages', () => {
  test('seq and revision are dense, the author has read what they wrote', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    const sent = await Promise.all(
      Array.from({ length: 30 }, (_, i) => send(chat.id, i % 2 ? ann : ben, `m${i} "\\/é`)),
    );
    expect(sent.map((message) => message.seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, i) => i + 1),
    );
    const glance = await hot.glance(chat.id, ann);
    expect(glance.chat).toMatchObject({ lastSeq: 30, revision: 31 });
    expect(await hot.messages(chat.id, 1, 30)).toHaveLength(30);
    expect(await hot.log(chat.id, 1, 31, 100)).toHaveLength(30);
  });

  test('the same client id is the same message; other content is a conflict', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    const key = newId();
    const first = await send(chat.id, ann, 'once', key);
    expect(
      await messages.create({ chatId: chat.id, authorId: ann, content: 'once', clientMessageId: key }),
    ).toEqual({
      seenId: first.id,
      seenSeq: first.seq,
    });
    await expect(send(chat.id, ann, 'twice', key)).rejects.toMatchObject({ code: 'CONFLICT' });
    await send(chat.id, ben, 'another author, another key', key);
  });

  test('edits by the author, deletes by the author or the admin, and nothing after that', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    const message = await send(chat.id, ben, 'first');
    const none = async () => null;
    await expect(messages.change(chat.id, ann, message.id, 'no', none)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const edited = await messages.change(chat.id, ben, message.id, 'second / "é"', none);
    expect(edited).toMatchObject({
      ...message,
      content: 'second / "é"',
      revision: 3,
      editedAt: expect.any(String),
    });
    const deleted = await messages.change(chat.id, ann, message.id, null, none);
    expect(deleted).toMatchObject({ content: null, seq: 1, revision: 4, deletedAt: expect.any(String) });
    expect(await messages.change(chat.id, ann, message.id, null, none)).toEqual(deleted);
    await expect(messages.change(chat.id, ben, message.id, 'no', none)).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(await messages.change(chat.id, ben, newId(), 'x', none)).toBeNull();
  });

  test('a watermark only rises, and not past the end', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    await send(chat.id, ann, '1');
    const second = await send(chat.id, ann, '2');
    expect((await messages.markReadUpTo(chat.id, ben, 1)).cursor.lastReadSeq).toBe(1);
    expect(await messages.markMessageRead(chat.id, ben, second.id, async () => null)).toMatchObject({
      seq: 2,
    });
    expect((await messages.markReadUpTo(chat.id, ben, 1)).cursor.lastReadSeq).toBe(2);
    expect((await messages.markReadUpTo(chat.id, ben, 99)).cursor.lastReadSeq).toBe(2);
    await expect(messages.markReadUpTo(chat.id, newId(), 1)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('the window keeps what Postgres does not have yet, and shrinks once it has', async () => {
    const ann = newId();
    const chat = await group(ann);
    for (let i = 0; i < 15; i++) await send(chat.id, ann, `${i}`);
    expect((await hot.glance(chat.id, ann)).hotFrom).toBe(1);
    await redis.del(chatKeys(chat.id).pending);
    for (let i = 0; i < 3; i++) await send(chat.id, ann, `${i}`);
    expect((await hot.glance(chat.id, ann)).hotFrom).toBe(9);
    expect(await hot.messages(chat.id, 1, 18)).toHaveLength(10);
    expect(await redis.hlen(chatKeys(chat.id).ids)).toBe(10);
  });
});

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
    stored.set(chat.id, {
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
    await epoch.refresh();
    expect((await hot.glance(chat.id, ann)).warmth).toBe('stale');
    stored.delete(chat.id);
    expect(await send(chat.id, ben, 'goes on')).toMatchObject({ seq: 2, revision: 3 });
    expect((await hot.pending(chat.id)).slice(0, before.length)).toEqual(before);
    expect((await hot.glance(chat.id, ann)).warmth).toBe('hot');
  });

  test('a removal that Postgres commits while the chat is hydrated is not undone', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    const everybody = await hot.participants(chat.id);
    stored.set(chat.id, { chat, participants: everybody, cursors: [], idempotencyKeys: [] });
    await chats.removeParticipant(chat.id, ann, ben);
    await redis.set(EPOCH_KEY, 'yet.another');
    await epoch.refresh();
    // The worker stores the removal after Postgres was asked, and clears its mark.
    meanwhile = async () => void (await redis.del(chatKeys(chat.id).pending));
    await send(chat.id, ann, 'without ben');
    meanwhile = async () => undefined;
    expect(await hot.participantIds(chat.id)).toEqual([ann]);
  });

  test('a chat whose messages Postgres knows, but not itself, goes on behind them', async () => {
    const [ann, ben] = [newId(), newId()];
    const id = directChatId(ann, ben);
    counters.set(id, { revision: 5, lastSeq: 4 });
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
