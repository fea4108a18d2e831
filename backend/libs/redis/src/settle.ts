import type { Redis } from 'ioredis';
import { pendingKeyOf, type ChatEvent, type Persisted } from '@converge/domain';
import type { Joined } from './chat/chat-commands.js';
import { chatKeyList, userChannel } from './keys.js';
import { loadScript } from './scripts.js';
import { keysOfMembership, readHints, shortenHints } from './settled-hints.js';

const settleChat = loadScript('settle');

/** Of one chat, more are settled by several scripts: none may keep Redis for long, nor what a listener is told be long. */
const MOST_OF_A_CHAT = 1000;

/** About so many commands at once: between them Redis accepts, and the next batch's statements reach Postgres. */
const MOST_AT_ONCE = 200;

/** What was stored of one chat. */
interface Stored {
  /** Of each pending key, in each epoch, the newest revision that was stored. */
  marks: Map<string, { key: string; epoch: string; revision: number }>;
  messageIds: Set<string>;
  /** Whose membership changed, and whether they came in. */
  touched: Map<string, boolean>;
}

/**
 * After the commit: clears the pending marks of what was stored, tells the chats' listeners (Persisted) and those
 * who are new in a chat (Joined, once more: the sender may have died before it said so), and lets the hints that
 * bridged the time until now expire after the grace.
 * If this fails nothing is lost: the marks stay, rescue has the events stored and settled again.
 */
export async function settle(redis: Redis, events: readonly ChatEvent[], graceMs: number): Promise<void> {
  let sent: Promise<void>[] = [];
  let commands = 0;
  for (const [chatId, stored] of partsOf(events)) {
    // In one tick: the connection sends it as one batch, and one more for hints.
    sent.push(settleOne(redis, chatId, stored, graceMs));
    commands += 1 + 3 * stored.touched.size;
    if (commands < MOST_AT_ONCE) continue;
    await Promise.all(sent);
    [sent, commands] = [[], 0];
  }
  await Promise.all(sent);
}

async function settleOne(redis: Redis, chatId: string, stored: Stored, graceMs: number): Promise<void> {
  const now = Date.now();
  const until = now + graceMs;
  const userIds = [...stored.touched.keys()];
  const asked = keysOfMembership(userIds);
  const told = stored.messageIds.size > 0 ? persisted(chatId, [...stored.messageIds]) : '';
  const args = [now, until, told, asked.length, ...asked];
  for (const { key, epoch, revision } of stored.marks.values()) args.push(key, epoch, revision);
  const keys = chatKeyList(chatId);
  // Of nearly every batch this is all.
  if (userIds.length === 0) return void (await settleChat(redis, keys, args));
  // Hints before marks: one that is renewed after the marks were looked at must be seen to be another.
  const hints = readHints(redis, chatId, userIds);
  const settled = settleChat(redis, keys, args);
  const sent: Promise<unknown>[] = [];
  for (const [userId, hasJoined] of stored.touched) {
    if (hasJoined) sent.push(redis.publish(userChannel(userId), joined(chatId)));
  }
  const [seen, unstored] = await Promise.all([hints, settled, ...sent]);
  await shortenHints(redis, chatId, seen, unstored as string[], until);
}

const joined = (chatId: string) => JSON.stringify({ type: 'Joined', chatId } satisfies Joined);

/** What a chat's channel is told of messages that are in Postgres. */
export const persisted = (chatId: string, messageIds: string[]) =>
  JSON.stringify({ type: 'Persisted', chatId, messageIds } satisfies Persisted);

function* partsOf(events: readonly ChatEvent[]): Iterable<[chatId: string, stored: Stored]> {
  const chats = new Map<string, ChatEvent[]>();
  for (const event of events) {
    const own = chats.get(event.chatId);
    if (own) own.push(event);
    else chats.set(event.chatId, [event]);
  }
  for (const [chatId, own] of chats) {
    for (let from = 0; from < own.length; from += MOST_OF_A_CHAT) {
      yield [chatId, storedOf(own.slice(from, from + MOST_OF_A_CHAT))];
    }
  }
}

function storedOf(events: readonly ChatEvent[]): Stored {
  const stored: Stored = { marks: new Map(), messageIds: new Set(), touched: new Map() };
  for (const event of events) {
    const { epoch, revision } = event;
    const key = pendingKeyOf(event);
    const known = stored.marks.get(`${key} ${epoch}`);
    if (!known || known.revision < revision) stored.marks.set(`${key} ${epoch}`, { key, epoch, revision });
    note(stored, event);
  }
  return stored;
}

function note(stored: Stored, event: ChatEvent): void {
  switch (event.type) {
    case 'MessageAdded':
    case 'MessageUpdated':
    case 'MessageDeleted':
      stored.messageIds.add(event.message.id);
      return;
    case 'ChatCreated':
      for (const userId of event.participantIds) stored.touched.set(userId, true);
      return;
    case 'ParticipantAdded':
      stored.touched.set(event.participant.userId, true);
      return;
    case 'ParticipantRemoved':
      stored.touched.set(event.participant.userId, false);
      return;
    case 'ChatChanged':
    case 'ChatRemoved':
    case 'MessagesRead':
  }
}
