import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { directChatId, newId } from '@converge/domain';
import { chatChannel, chatKeys } from '../keys.js';
import { acceptedAt, readMarks } from '../pending-marks.js';
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
const leaving: (() => void)[] = [];
afterAll(() => {
  for (const leave of leaving) leave();
  redis.disconnect();
});

const group = (...people: string[]) => harness.group(...people);
const send = (...args: Parameters<CommandHarness['send']>) => harness.send(...args);

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

  test('a send that is repeated is told Persisted once more, but never before Postgres has it', async () => {
    const ann = newId();
    const chat = await group(ann);
    const key = newId();
    const first = await send(chat.id, ann, 'once', key);
    const keys = chatKeys(chat.id);
    const told: unknown[] = [];
    const subscriber = redis.duplicate({ enableOfflineQueue: true });
    leaving.push(() => subscriber.disconnect());
    subscriber.on('message', (_channel, text: string) => told.push(JSON.parse(text)));
    await subscriber.subscribe(chatChannel(chat.id));
    const again = async () => {
      told.length = 0;
      await messages.create({ chatId: chat.id, authorId: ann, content: 'once', clientMessageId: key });
      // Commands of one connection are answered in order: what was published before has come.
      await subscriber.ping();
      return [...told];
    };

    expect(await again()).toEqual([]);
    await redis.hset(keys.dead, 'm:1', '2|e');
    await redis.del(keys.pending);
    expect(await again()).toEqual([]);
    await redis.del(keys.dead);
    const persisted = { type: 'Persisted', chatId: chat.id, messageIds: [first.id] };
    expect(await again()).toEqual([persisted]);
    await messages.tellPersisted(chat.id, first.id);
    await subscriber.ping();
    expect(told).toEqual([persisted, persisted]);
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

  test('a message that is pending is told whole, as it is now, though its mark does not repeat it', async () => {
    const ann = newId();
    const chat = await group(ann);
    const first = await send(chat.id, ann, 'a "quoted" text');
    const second = await send(chat.id, ann, 'as it was');
    const [created, ...added] = await hot.pending(chat.id);
    expect(created).toMatchObject({ type: 'ChatCreated', revision: 1 });
    expect(added).toEqual([
      expect.objectContaining({ type: 'MessageAdded', chatId: chat.id, revision: 2, message: first }),
      expect.objectContaining({ type: 'MessageAdded', chatId: chat.id, revision: 3, message: second }),
    ]);
    expect(await hot.log(chat.id, 1, 3, 10)).toEqual(added);
    const edited = await messages.change(chat.id, ann, second.id, 'as it is', async () => null);
    expect(await hot.pending(chat.id)).toEqual([
      created,
      added[0],
      expect.objectContaining({ type: 'MessageUpdated', revision: 4, message: edited }),
    ]);
  });

  test('a mark whose message was settled and forgotten since it was read tells nothing', async () => {
    const ann = newId();
    const chat = await group(ann);
    await send(chat.id, ann, 'first');
    const marks = await redis.hvals(chatKeys(chat.id).pending);
    await redis.del(chatKeys(chat.id).messages);
    const events = await readMarks(redis, chat.id, marks);
    expect(events.map((event) => event.type)).toEqual(['ChatCreated']);
    expect(marks.map(acceptedAt)).toContain(Date.parse(events[0]!.at));
  });

  test('an event says which request it comes of: on the channel, in the log, in its mark and to the queue', async () => {
    const [ann, ben] = [newId(), newId()];
    const chat = await group(ann, ben);
    const heard: { origin?: object }[] = [];
    const subscriber = redis.duplicate({ enableOfflineQueue: true });
    leaving.push(() => subscriber.disconnect());
    subscriber.on('message', (_channel, text: string) => heard.push(JSON.parse(text)));
    await subscriber.subscribe(chatChannel(chat.id));
    harness.accepted.length = 0;
    const origin = (n: number) => ({ requestId: `request-${n}`, traceparent: `00-"${n}"` });
    const message = { chatId: chat.id, authorId: ann, content: 'x', clientMessageId: null };
    const first = await messages.create({ ...message, origin: origin(1) });
    const id = 'event' in first ? first.event.message.id : '';
    await messages.change(chat.id, ann, id, 'y', async () => null, origin(2));
    await messages.markReadUpTo(chat.id, ben, 1, origin(3));
    await chats.update(chat.id, ann, 'other', undefined, origin(4));
    await chats.addParticipants(chat.id, ann, [newId()], undefined, origin(5));
    await chats.removeParticipant(chat.id, ann, ben, origin(6));
    await chats.remove(chat.id, ann, origin(7));
    await subscriber.ping();

    const all = Array.from({ length: 7 }, (_, n) => origin(n + 1));
    expect(harness.accepted.map((event) => event.origin)).toEqual(all);
    expect(heard.map((event) => event.origin)).toEqual(all);
    const log = await hot.log(chat.id, 1, 8, 100);
    expect(log!.map((event) => event.origin)).toEqual(all);
    const pending = await hot.pending(chat.id);
    // The edit has the place of the message, and the end of the chat that of its change.
    const marked = pending.map((event) => event.origin?.requestId).filter((each) => each !== undefined);
    expect(marked.sort()).toEqual([2, 3, 5, 6, 7].map((n) => `request-${n}`));
  });

  test('a new message that waits to be stored keeps its request in its mark', async () => {
    const ann = newId();
    const chat = await group(ann);
    const origin = { requestId: 'request-1' };
    await messages.create({ chatId: chat.id, authorId: ann, content: 'x', clientMessageId: null, origin });
    const pending = await hot.pending(chat.id);
    expect(pending.find((event) => event.type === 'MessageAdded')).toMatchObject({ origin });
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
    const first = await send(chat.id, ann, '0');
    for (let i = 1; i < 15; i++) await send(chat.id, ann, `${i}`);
    expect(await hot.locate(first.id)).toBe(chat.id);
    expect((await hot.glance(chat.id, ann)).hotFrom).toBe(1);
    await redis.del(chatKeys(chat.id).pending);
    for (let i = 0; i < 3; i++) await send(chat.id, ann, `${i}`);
    expect((await hot.glance(chat.id, ann)).hotFrom).toBe(9);
    expect(await hot.messages(chat.id, 1, 18)).toHaveLength(10);
    expect(await redis.hlen(chatKeys(chat.id).ids)).toBe(10);
    // Postgres tells where it is from now on.
    expect(await hot.locate(first.id)).toBeNull();
  });
});
