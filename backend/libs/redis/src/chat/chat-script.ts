import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import {
  conflict,
  forbidden,
  notFound,
  unavailable,
  traced,
  type Chat,
  type Origin,
  type Participant,
  type ReadCursor,
  type Tracer,
} from '@converge/domain';
import type { Epoch } from '../epoch.js';
import { ACTIVE_CHATS_KEY, chatKeyList, chatKeys, idempotencyKey } from '../keys.js';
import { reachable } from '../reachable.js';
import { loadScript, type Script } from '../scripts.js';

/** The first element of every chat script's answer; see scripts/chat.lua. */
export const CODE = {
  done: 1,
  unchanged: 0,
  cold: -1,
  notFound: -2,
  forbidden: -3,
  conflict: -4,
  full: -5,
  notHot: -6,
};

export type Reply = [code: number, ...rest: (string | number)[]];

type Argument = string | number;

/** What a command needs beyond its arguments: further keys, the request it is of, and its own words for a refusal. */
export interface Wording extends Surroundings {
  /** What a stranger is told does not exist: the thing they named, whether or not it does. */
  notFound?: string;
  forbidden?: string;
  conflict?: string;
}

interface Surroundings {
  extraKeys?: string[];
  /** Said in every event that the command makes. */
  origin?: Origin | undefined;
}

export const IDEMPOTENCY_TTL_S = 24 * 60 * 60;
/** A sender says at most this often that a chat is active; far below the time after which rescue forgets one. */
const ANNOUNCE_EVERY_MS = 60_000;

/** What Postgres knows of a chat, for making it hot. */
export interface StoredChat {
  chat: Chat;
  /** Current ones and those who left. */
  participants: Participant[];
  cursors: ReadCursor[];
  /** Of the last 24 hours, so that a resend after a loss of Redis finds its message. */
  idempotencyKeys: {
    userId: string;
    clientMessageId: string;
    digest: string;
    messageId: string;
    seq: number;
  }[];
}

export interface Counters {
  revision: number;
  lastSeq: number;
}

export interface ChatScriptOptions {
  redis: Redis;
  epoch: Epoch;
  /** Reads a cold chat from Postgres; null where there is none. Throws UNAVAILABLE while Postgres is away. */
  loadStored(chatId: string): Promise<StoredChat | null>;
  /** What Postgres has seen of a chat's counters, though it may not have the chat itself yet; null: nothing. */
  loadCounters(chatId: string): Promise<Counters | null>;
  /** How many events a chat's log keeps for those who resume. */
  logLength: number;
  onHydrated?(chatId: string): void;
  tracer?: Tracer | undefined;
}

const hydrate = loadScript('hydrate');

/** Runs commands on chats: gives them the epoch and the time, hydrates a cold chat and asks again. */
export class ChatScript {
  private readonly announced = new LRUCache<string, true>({
    max: 100_000,
    ttl: ANNOUNCE_EVERY_MS,
    // The cache sets a timer so often while it is asked; 1 ms is its default.
    ttlResolution: 1000,
  });

  constructor(private readonly options: ChatScriptOptions) {
    options.redis.on('close', () => this.announced.clear());
  }

  /**
   * Runs `script` on the chat until it is not cold any more. Returns replies with a code >= 0, and `notHot` for
   * the caller to answer; every other code is thrown as the ApiError it means.
   */
  async run(script: Script, chatId: string, args: Argument[], wording: Wording = {}): Promise<Reply> {
    for (let attempt = 0; attempt < 4; attempt++) {
      const reply = await this.once(script, chatId, args, wording);
      if (reply[0] !== CODE.cold) return answered(reply, wording);
      if (!(await this.hydrate(chatId))) throw notFound(wording.notFound ?? 'Chat');
    }
    throw unavailable('The chat store is changing hands; try again.');
  }

  /** One call, whatever it answers. Before the first accept the chat is announced. */
  async once(script: Script, chatId: string, args: Argument[], around: Surroundings = {}): Promise<Reply> {
    if (!this.announced.has(chatId) && !(await this.isInRedis(chatId))) return [CODE.cold];
    return this.force(script, chatId, args, around);
  }

  /** The same for a script that makes a chat that Redis may not know: announced whether or not it is there. */
  async force(script: Script, chatId: string, args: Argument[], around: Surroundings = {}): Promise<Reply> {
    const { redis, epoch, logLength, tracer } = this.options;
    const { extraKeys = [], origin } = around;
    const accept = async () => {
      const name = await epoch.current();
      if (!this.announced.has(chatId)) await this.announce(chatId);
      const keys = [...chatKeyList(chatId), ...extraKeys];
      return (await script(redis, keys, [
        name,
        chatId,
        new Date().toISOString(),
        logLength,
        originField(origin),
        ...args,
      ])) as Reply;
    };
    if (!tracer) return reachable(accept);
    return traced(tracer, 'accept', { kind: 'client', parent: origin?.traceparent }, () => reachable(accept));
  }

  /** Makes a cold chat hot. False: neither store knows it. */
  async hydrate(chatId: string): Promise<boolean> {
    await this.options.epoch.refresh();
    const stored = await this.options.loadStored(chatId);
    // A chat that neither store knows leaves no trace: anybody may ask for any id.
    if (!stored && !(await this.isInRedis(chatId))) return false;
    if (stored) await reachable(() => this.restoreIdempotencyKeys(chatId, stored));
    const base = stored && { chat: stored.chat, participants: stored.participants, cursors: stored.cursors };
    const [code] = await this.force(hydrate, chatId, [base ? JSON.stringify(base) : '']);
    if (code === CODE.notFound) return false;
    this.options.onHydrated?.(chatId);
    return true;
  }

  loadCounters(chatId: string): Promise<Counters | null> {
    return this.options.loadCounters(chatId);
  }

  private isInRedis(chatId: string): Promise<boolean> {
    return reachable(async () => (await this.options.redis.exists(chatKeys(chatId).head)) === 1);
  }

  /** Before the chat is hot, so that no send can slip in between. */
  private async restoreIdempotencyKeys(chatId: string, stored: StoredChat): Promise<void> {
    const pipeline = this.options.redis.pipeline();
    for (const key of stored.idempotencyKeys) {
      const value = `${key.digest} ${key.messageId} ${key.seq}`;
      pipeline.set(
        idempotencyKey(chatId, key.userId, key.clientMessageId),
        value,
        'EX',
        IDEMPOTENCY_TTL_S,
        'NX',
      );
    }
    await pipeline.exec();
  }

  /** Awaited before the first accept: rescue must be able to find the chat whatever happens to this process. */
  private async announce(chatId: string): Promise<void> {
    await this.options.redis.zadd(ACTIVE_CHATS_KEY, Date.now(), chatId);
    this.announced.set(chatId, true);
  }
}

/** As the scripts splice it into an event. */
const originField = (origin: Origin | undefined) => (origin ? `,"origin":${JSON.stringify(origin)}` : '');

function answered(reply: Reply, wording: Wording): Reply {
  switch (reply[0]) {
    case CODE.notFound:
      throw notFound(wording.notFound ?? 'Chat');
    case CODE.forbidden:
      throw forbidden(wording.forbidden ?? 'You may not do this in this chat.');
    case CODE.conflict:
      throw conflict(wording.conflict ?? 'This conflicts with what is already there.');
    default:
      return reply;
  }
}
