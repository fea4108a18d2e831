import type { Redis } from 'ioredis';
import type { Chat, ChatEvent, ChatType, Message, Participant, ReadCursor } from '@converge/domain';
import type { Epoch } from '../epoch.js';
import { ACTIVE_CHATS_KEY, chatKeys, locatorKey, touchedKey } from '../keys.js';
import { readDeadMessages, readMarks } from '../pending-marks.js';

/**
 * What Redis can say of a chat right now.
 * `hot`: it lives in this epoch; what is read of it is the truth. `stale`: only its pending events are.
 * `cold`: Redis knows nothing; Postgres has it all.
 */
export type Warmth = 'hot' | 'stale' | 'cold';

/** A chat's head beside one user's place in it, read in one round trip. */
export interface Glance {
  warmth: Warmth;
  /** The epoch in which this was judged: that of any position told of the chat now. */
  epoch: string;
  /** Set when hot. */
  chat: Chat | null;
  /** Set when hot: the first seq of the window in which every message is in Redis. */
  hotFrom: number;
  /** The user's membership and watermark, when hot; null where they have none. */
  participant: Participant | null;
  cursor: ReadCursor | null;
}

/** Beyond so many events the log is asked first whether it reaches so far back, rather than read for nothing. */
const FAR_BACK = 50;
/** Hints read of one user. */
const TOUCHED_AT_MOST = 2000;

const HEAD_FIELDS = [
  'epoch',
  'revision',
  'lastSeq',
  'hotFrom',
  'isActive',
  'chatType',
  'createdBy',
  'name',
  'description',
  'createdAt',
  'updatedAt',
  'stateRevision',
] as const;

const parse = <T>(json: string | null | undefined): T | null => (json ? (JSON.parse(json) as T) : null);
const parseAll = <T>(jsons: (string | null)[]): T[] =>
  jsons.flatMap((json) => (json ? [JSON.parse(json) as T] : []));

/**
 * Reads of hot state. Never writes. Rejects as ioredis does while Redis is away: whoever calls decides whether
 * Postgres alone may answer. Calls of one tick share a round trip.
 */
export class HotReads {
  constructor(
    private readonly redis: Redis,
    readonly epoch: Epoch,
  ) {}

  /** The chat and `userId`'s place in it. */
  async glance(chatId: string, userId: string): Promise<Glance> {
    const keys = chatKeys(chatId);
    const [epoch, head, participant, cursor] = await Promise.all([
      this.epoch.current(),
      this.redis.hmget(keys.head, ...HEAD_FIELDS),
      this.redis.hget(keys.members, userId),
      this.redis.hget(keys.reads, userId),
    ]);
    const [headEpoch] = head;
    // A head of another epoch than ours: either it is old, or ours is (the store was emptied under a running server).
    const current = !headEpoch || headEpoch === epoch ? epoch : await this.epoch.refresh();
    const warmth: Warmth = !headEpoch ? 'cold' : headEpoch === current ? 'hot' : 'stale';
    if (warmth !== 'hot') {
      return { warmth, epoch: current, chat: null, hotFrom: 0, participant: null, cursor: null };
    }
    return {
      warmth,
      epoch: current,
      chat: chatOf(chatId, head),
      hotFrom: Number(head[3]),
      participant: parse<Participant>(participant),
      cursor: parse<ReadCursor>(cursor),
    };
  }

  /** Messages of a range of seqs that are in Redis, ascending; all of them where the range lies in the hot window. */
  async messages(chatId: string, fromSeq: number, toSeq: number): Promise<Message[]> {
    const seqs = Array.from({ length: Math.max(0, toSeq - fromSeq + 1) }, (_, i) => String(fromSeq + i));
    if (seqs.length === 0) return [];
    return parseAll<Message>(await this.redis.hmget(chatKeys(chatId).messages, ...seqs));
  }

  async message(chatId: string, messageId: string): Promise<Message | null> {
    const keys = chatKeys(chatId);
    const seq = await this.redis.hget(keys.ids, messageId);
    return seq === null ? null : parse<Message>(await this.redis.hget(keys.messages, seq));
  }

  /** The chat of a message that Postgres may not have yet. */
  async locate(messageId: string): Promise<string | null> {
    return this.redis.get(locatorKey(messageId));
  }

  /** Everybody in a hot chat. */
  async participants(chatId: string): Promise<Participant[]> {
    return parseAll<Participant>(await this.redis.hvals(chatKeys(chatId).members));
  }

  async participantIds(chatId: string): Promise<string[]> {
    return this.redis.hkeys(chatKeys(chatId).members);
  }

  async cursors(chatId: string): Promise<ReadCursor[]> {
    return parseAll<ReadCursor>(await this.redis.hvals(chatKeys(chatId).reads));
  }

  /**
   * Accepted, not yet committed in Postgres, ascending by revision: what a stale chat has beyond Postgres. Messages in
   * the dead letter queue too: they are shown, and their seqs are taken.
   */
  async pending(chatId: string): Promise<ChatEvent[]> {
    const keys = chatKeys(chatId);
    const [marks, dead] = await Promise.all([this.redis.hvals(keys.pending), this.redis.hgetall(keys.dead)]);
    const [events, deadOnes] = await Promise.all([
      readMarks(this.redis, chatId, marks),
      readDeadMessages(this.redis, chatId, dead),
    ]);
    return [...events, ...deadOnes].sort((a, b) => a.revision - b.revision);
  }

  /**
   * The events after a revision, ascending, at most `limit`; null where the log cannot tell without a hole.
   * `upTo` is the revision that must be reached if fewer than `limit` come.
   */
  async log(chatId: string, after: number, upTo: number, limit: number): Promise<ChatEvent[] | null> {
    if (after >= upTo) return [];
    if (after < upTo - FAR_BACK && !(await this.logHas(chatId, after + 1))) return null;
    const entries = await this.redis.xrange(chatKeys(chatId).log, `${after + 1}-0`, '+', 'COUNT', limit);
    const events = entries.map(([, fields]) => JSON.parse(fields[1]!) as ChatEvent);
    const isDense = events.every((event, i) => event.revision === after + 1 + i);
    const reaches = events.length === limit || after + events.length >= upTo;
    return isDense && reaches ? events : null;
  }

  /** Is this revision still in the log? Of one that was trimmed the first entry after it is another. */
  private async logHas(chatId: string, revision: number): Promise<boolean> {
    const [first] = await this.redis.xrange(chatKeys(chatId).log, `${revision}-0`, '+', 'COUNT', 1);
    return first?.[0] === `${revision}-0`;
  }

  /**
   * Chats whose membership of this user may be newer than Postgres knows, the latest first, at most so many. To be
   * looked at, not to be believed.
   */
  async touched(userId: string, atMost = TOUCHED_AT_MOST): Promise<string[]> {
    return this.redis.zrevrangebyscore(touchedKey(userId), '+inf', Date.now(), 'LIMIT', 0, atMost);
  }

  /** Every chat that a sender has touched and that may not have cooled: where an admin's list goes beyond Postgres'. */
  async active(): Promise<string[]> {
    return this.redis.zrange(ACTIVE_CHATS_KEY, 0, -1);
  }
}

function chatOf(chatId: string, head: (string | null)[]): Chat {
  const [
    ,
    revision,
    lastSeq,
    ,
    isActive,
    chatType,
    createdBy,
    name,
    description,
    createdAt,
    updatedAt,
    state,
  ] = head;
  return {
    id: chatId,
    name: parse<string>(name),
    description: parse<string>(description),
    chatType: chatType as ChatType,
    isActive: isActive === '1',
    createdBy: createdBy!,
    createdAt: createdAt!,
    updatedAt: updatedAt!,
    lastSeq: Number(lastSeq),
    revision: Number(revision),
    stateRevision: Number(state),
  };
}
