import type { Redis } from 'ioredis';
import { pendingKeyOf, type ChatEvent, type Persisted } from '@converge/domain';
import type { Joined } from './chat/chat-commands.js';
import { chatKeyList, userChannel } from './keys.js';
import { loadScript } from './scripts.js';
import { keysOfMembership, readHints, shortenHints } from './settled-hints.js';

const settleChat = loadScript('settle');

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
  // All of it in one tick: the connection's auto-pipelining makes it one round trip, and one more for hints.
  await Promise.all([...byChat(events)].map(([chatId, stored]) => settleOne(redis, chatId, stored, graceMs)));
}

async function settleOne(redis: Redis, chatId: string, stored: Stored, graceMs: number): Promise<void> {
  const now = Date.now();
  const until = now + graceMs;
  const userIds = [...stored.touched.keys()];
  const asked = keysOfMembership(userIds);
  const marks = [...stored.marks.values()].flatMap(({ key, epoch, revision }) => [key, epoch, revision]);
  const told = stored.messageIds.size > 0 ? persisted(chatId, [...stored.messageIds]) : '';
  // Hints before marks: one that is renewed after the marks were looked at must be seen to be another.
  const hints = readHints(redis, chatId, userIds);
  const settled = settleChat(redis, chatKeyList(chatId), [
    now,
    until,
    told,
    asked.length,
    ...asked,
    ...marks,
  ]);
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

function byChat(events: readonly ChatEvent[]): Map<string, Stored> {
  const chats = new Map<string, Stored>();
  for (const event of events) {
    const stored = chats.get(event.chatId) ?? {
      ...{
        marks: new Map<string, { key: string; epoch: string; revision: number }>(),
        messageIds: new Set<string>(),
        touched: new Map<string, boolean>(),
      },
    };
    chats.set(event.chatId, stored);
    const { epoch, revision } = event;
    const key = pendingKeyOf(event);
    const known = stored.marks.get(`${key} ${epoch}`);
    if (!known || known.revision < revision) stored.marks.set(`${key} ${epoch}`, { key, epoch, revision });
    note(stored, event);
  }
  return chats;
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
