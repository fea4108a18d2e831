import type { Redis } from 'ioredis';
import {
  ApiError,
  isUuid,
  LANES,
  type ChatEvent,
  type DeadLetterOutcome,
  type Lane,
  type Message,
  type MessageAdded,
  type Origin,
} from '@converge/domain';
import type { ChatScript } from './chat/chat-script.js';
import { LOCATOR_TTL_S } from './chat/message-commands.js';
import { placeAgain, type StoredMessages } from './chat/place-again.js';
import { findLetters, forgetLetter, type FoundLetter } from './dead-letter-queue.js';
import { changeOf, epochOf, markKeyOf } from './dead-letters.js';
import { ACTIVE_CHATS_KEY, chatKeyList, idempotencyKey, locatorKey } from './keys.js';
import type { LaneQueues } from './lanes.js';
import { reachable } from './reachable.js';
import { loadScript } from './scripts.js';

export interface RedriveOptions {
  /** Where the hot state is. */
  redis: Redis;
  /** Where the queues are. */
  queueRedis: Redis;
  queues: LaneQueues;
  script: ChatScript;
  stored: StoredMessages;
  /** Hears of every event that is made anew, to enqueue it. */
  accepted: (event: ChatEvent) => void;
}

/** Hears of a letter that was dealt with, and why it was there. */
type Heard = (letterId: string, reason: string) => void;

const restoreMark = loadScript('restore-mark');
const discardDead = loadScript('discard-dead');
/** Answers of discard-dead.lua. */
const MESSAGE_GONE = 2;
const IS_PENDING = -1;

/**
 * What an operator does with dead letters. Everything can be done twice, by two at once, and be broken off anywhere: a
 * letter leaves the queue last, and only as it was read. Throws UNAVAILABLE while Redis is away; then ask again.
 */
export class Redrive {
  constructor(private readonly options: RedriveOptions) {}

  /**
   * Has events stored again. First the event is pending again, where its chat knows it as dead, so that rescue finds it
   * whatever happens; then it goes into its lane; then its letter goes. What cannot be stored now either is buried
   * again, with a new reason. A message whose seq is another one's gets a new one. `onRedriven` hears of each at once.
   */
  redrive(ids: readonly string[], origin?: Origin, onRedriven?: Heard): Promise<DeadLetterOutcome> {
    const act = async ({ letter: { event, lane } }: FoundLetter) => {
      const message = messageOf(event);
      const events = message && (await this.placeAgain(event as ChatEvent, message, origin));
      if (events) for (const made of events) this.options.accepted(made);
      else await this.enqueue(event, lane);
      return true;
    };
    return this.each(ids, act, onRedriven);
  }

  /**
   * Forgets events for good, and what they left in their chats; `onDiscarded` hears of each at once. One that is being
   * redriven is left alone, as if it were gone already.
   */
  discard(ids: readonly string[], onDiscarded: Heard): Promise<DeadLetterOutcome> {
    return this.each(ids, ({ letter }) => this.forgetInChat(letter.event), onDiscarded);
  }

  /** Those of a chat in the order of their revisions: an edit comes after its message. `act` may decline. */
  private async each(
    ids: readonly string[],
    act: (found: FoundLetter) => Promise<boolean>,
    onDone?: Heard,
  ): Promise<DeadLetterOutcome> {
    const { queueRedis } = this.options;
    const asked = [...new Set(ids)];
    const found = await reachable(() => findLetters(queueRedis, asked));
    const letters = found.filter((letter) => letter !== null);
    const done = new Set<string>();
    for (const each of letters.toSorted((a, b) => revisionOf(a) - revisionOf(b))) {
      await reachable(async () => {
        if (!(await act(each))) return;
        done.add(each.id);
        onDone?.(each.id, each.letter.reason);
        await forgetLetter(queueRedis, each);
      });
    }
    return { done: asked.filter((id) => done.has(id)), unknown: asked.filter((id) => !done.has(id)) };
  }

  /** The events that this made; null: the event is to be stored as it is. */
  private async placeAgain(
    event: ChatEvent,
    message: Message,
    origin: Origin | undefined,
  ): Promise<ChatEvent[] | null> {
    const { script, stored, redis } = this.options;
    try {
      const events = await placeAgain(script, stored, { message, deadMark: deadMarkOf(event), origin });
      for (const { id } of (events ?? []).flatMap((made) => messageOf(made) ?? [])) {
        await redis.set(locatorKey(id), message.chatId, 'EX', LOCATOR_TTL_S);
      }
      return events;
    } catch (error) {
      // A chat that neither store knows: the event that makes it is pending or dead itself.
      if (error instanceof ApiError && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  private async enqueue(event: unknown, lane: Lane): Promise<void> {
    const { redis, queues } = this.options;
    const change = changeOf(event);
    const key = markKeyOf(event);
    if (change && key !== '') {
      const { chatId, revision } = change;
      // Rescue looks only there.
      await redis.zadd(ACTIVE_CHATS_KEY, Date.now(), chatId);
      // Pending since now: rescue would else take it for stuck while it is in its lane.
      const mark = `${revision}|${JSON.stringify({ ...(event as ChatEvent), at: new Date().toISOString() })}`;
      await restoreMark(redis, chatKeyList(chatId), [key, deadMarkOf(event), mark]);
    }
    // Under no id of its own: as long as an earlier try of it is active, BullMQ would not take it.
    const into = LANES.includes(lane) ? lane : 'messages';
    await queues[into].add(into, { events: [event] });
  }

  /** False: it is pending, so it may be stored any moment. */
  private async forgetInChat(event: unknown): Promise<boolean> {
    const { redis, stored } = this.options;
    const change = changeOf(event);
    if (!change) return true;
    const { chatId, revision } = change;
    const message = messageOf(event);
    const inPostgres = message && (await stored.byId(message.id));
    const { senderId = '', clientMessageId = '' } = message ?? {};
    const answer = await discardDead(
      redis,
      [...chatKeyList(chatId), idempotencyKey(chatId, senderId, clientMessageId ?? '')],
      [
        epochOf(event),
        revision,
        markKeyOf(event),
        message?.id ?? '',
        inPostgres ? JSON.stringify(inPostgres) : '',
      ],
    );
    if (message && answer === MESSAGE_GONE) await redis.unlink(locatorKey(message.id));
    return answer !== IS_PENDING;
  }
}

/** `<revision>|<epoch>`, as bury.lua writes it. */
const deadMarkOf = (event: unknown) => `${(event as Partial<ChatEvent>).revision}|${epochOf(event)}`;

const revisionOf = ({ letter }: FoundLetter) =>
  Number((Object(letter.event) as { revision?: unknown }).revision) || 0;

/** The message that an event carries, if it has all that a place in a chat takes. */
function messageOf(event: unknown): Message | null {
  const { chatId, revision, message } = Object(event) as Partial<MessageAdded>;
  if (Object(message) !== message || message?.chatId !== chatId) return null;
  const { id, senderId, seq, content, clientMessageId, editedAt, deletedAt } = message!;
  const isWhole =
    [id, chatId, senderId].every((one) => typeof one === 'string' && isUuid(one)) &&
    [seq, revision].every((count) => Number.isSafeInteger(count) && Number(count) > 0) &&
    [content, clientMessageId, editedAt, deletedAt].every(
      (text) => text === null || typeof text === 'string',
    );
  return isWhole ? message! : null;
}
