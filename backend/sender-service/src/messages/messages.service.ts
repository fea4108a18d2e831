import {
  badUserInput,
  conflict,
  isUuid,
  notFound,
  unavailable,
  unreadCount,
  uuidTimeMs,
  type Message,
  type MessageRead,
  type ReadCursor,
  type Viewer,
} from '@converge/domain';
import type { Caller } from '@converge/graphql';
import type { Reads } from '@converge/postgres/reads';
import {
  IDEMPOTENCY_TTL_S,
  reachable,
  type HotReads,
  type MessageCommands,
  type RateLimiter,
} from '@converge/redis';
import { requireSelf } from '../identity.js';
import type { CreateMessageInput } from './message.inputs.js';

/** A version 7 key older than this may have left Redis: then Postgres is asked. An hour early, for clocks that differ. */
const SURELY_IN_REDIS_MS = (IDEMPOTENCY_TTL_S - 60 * 60) * 1000;

export interface MessagesDeps {
  commands: MessageCommands;
  hot: HotReads;
  reads: Reads;
  sendLimit: RateLimiter;
}

/**
 * Sending, editing, deleting and reading messages. Whether a viewer may is decided inside the atomic script of each
 * command, on the state it changes: there is no moment in between.
 */
export class MessagesService {
  constructor(private readonly deps: MessagesDeps) {}

  /** Accepts a message, or returns the one that the same client id became before. */
  async create({ viewer, origin }: Caller, input: CreateMessageInput): Promise<Message> {
    requireSelf(viewer, input.senderId);
    const { chatId, content, clientMessageId = null } = input;
    if (!isUuid(chatId)) throw notFound('Chat');
    await this.deps.sendLimit.consume(viewer.userId);
    if (clientMessageId !== null) {
      const earlier = await this.sentLongAgo(viewer, chatId, content, clientMessageId);
      if (earlier) return earlier;
    }
    const message = { chatId, authorId: viewer.userId, content, clientMessageId, origin };
    const accepted = await this.deps.commands.create(message);
    return 'event' in accepted ? accepted.event.message : this.seen(chatId, accepted.seenId);
  }

  async update(caller: Caller, id: string, content: string, userId?: string | null): Promise<Message> {
    requireSelf(caller.viewer, userId);
    return this.change(caller, id, content);
  }

  async remove(caller: Caller, id: string, userId?: string | null): Promise<Message> {
    requireSelf(caller.viewer, userId);
    return this.change(caller, id, null);
  }

  /** Marks everything up to the message as read. */
  async markMessageAsRead(caller: Caller, messageId: string, userId?: string | null): Promise<MessageRead> {
    const { viewer, origin } = caller;
    requireSelf(viewer, userId);
    const chatId = await this.chatOf(messageId);
    const loadSeq = async () => (await this.stored(messageId))?.seq ?? null;
    const read = await this.deps.commands.markMessageRead(chatId, viewer.userId, messageId, loadSeq, origin);
    if (!read) throw notFound('Message');
    return { messageId, chatId, userId: viewer.userId, seq: read.seq, readAt: read.cursor.readAt };
  }

  async markChatAsRead({ viewer, origin }: Caller, chatId: string, upToSeq: number) {
    if (!isUuid(chatId)) throw notFound('Chat');
    if (upToSeq < 0) throw badUserInput({ path: 'upToSeq', message: 'must not be negative' });
    const { cursor, lastSeq } = await this.deps.commands.markReadUpTo(chatId, viewer.userId, upToSeq, origin);
    return withUnread(cursor, lastSeq);
  }

  private async change({ viewer, origin }: Caller, id: string, content: string | null): Promise<Message> {
    const chatId = await this.chatOf(id);
    const loadStored = () => this.stored(id);
    const message = await this.deps.commands.change(chatId, viewer.userId, id, content, loadStored, origin);
    if (!message) throw notFound('Message');
    return message;
  }

  /** The chat of a message, accepted just now or years ago. */
  private async chatOf(messageId: string): Promise<string> {
    if (!isUuid(messageId)) throw notFound('Message');
    const chatId = await reachable(() => this.deps.hot.locate(messageId));
    const found = chatId ?? (await this.stored(messageId))?.chatId;
    if (!found) throw notFound('Message');
    return found;
  }

  private stored(messageId: string): Promise<Message | null> {
    return this.deps.reads.messageById(messageId);
  }

  /** The message a repeated send became, as it is now. */
  private async seen(chatId: string, messageId: string): Promise<Message> {
    const hot = await reachable(() => this.deps.hot.message(chatId, messageId));
    const message = hot ?? (await this.stored(messageId));
    if (!message)
      throw unavailable('The message was accepted before and cannot be read right now; try again.');
    return message;
  }

  /** Redis knows keys for a day; one that is older by its own account (version 7) is looked up where it is kept for ever. Being there, it is Persisted. */
  private async sentLongAgo(
    viewer: Viewer,
    chatId: string,
    content: string,
    key: string,
  ): Promise<Message | null> {
    const madeAtMs = uuidTimeMs(key);
    if (madeAtMs === null || madeAtMs > Date.now() - SURELY_IN_REDIS_MS) return null;
    const { reads } = this.deps;
    const message = await reads.messageByClientId(chatId, viewer.userId, key);
    if (!message) return null;
    if (!(await reads.isParticipant(chatId, viewer.userId))) throw notFound('Chat');
    const isOther = message.content !== null && message.editedAt === null && message.content !== content;
    if (isOther) throw conflict('This clientMessageId was already used for a message with other content.');
    await this.deps.commands.tellPersisted(chatId, message.id);
    return message;
  }
}

const withUnread = (cursor: ReadCursor, lastSeq: number) => ({
  ...cursor,
  unreadCount: unreadCount(lastSeq, cursor.lastReadSeq),
});
