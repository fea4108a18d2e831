import { hash } from 'node:crypto';
import type { Redis } from 'ioredis';
import {
  ApiError,
  newId,
  type ChatEvent,
  type Message,
  type MessageAdded,
  type Origin,
  type ReadCursor,
} from '@converge/domain';
import { chatChannel, idempotencyKey, locatorKey } from '../keys.js';
import { reachable } from '../reachable.js';
import { loadScript } from '../scripts.js';
import { persisted } from '../settle.js';
import { CODE, IDEMPOTENCY_TTL_S, type ChatScript, type Wording } from './chat-script.js';

const createMessage = loadScript('create-message');
const changeMessage = loadScript('change-message');
const markRead = loadScript('mark-read');

/** Longest life of a message's locator; it goes when the message leaves the hot window. */
export const LOCATOR_TTL_S = 7 * 24 * 60 * 60;

export interface NewMessage {
  chatId: string;
  authorId: string;
  content: string;
  clientMessageId: string | null;
  origin?: Origin | undefined;
}

const OTHER_CONTENT = 'This clientMessageId was already used for a message with other content.';
const CHANGE_WORDING: Wording = {
  forbidden:
    'Only its author may edit a message, and only its author or the admin of the group may delete it.',
  conflict: 'The message is deleted.',
  notFound: 'Message',
};

/** What a send became: a new message, or the one that this client id had become before. */
export type Accepted = { event: MessageAdded } | { seenId: string; seenSeq: number };

/** The digest of a key whose content is not known any more (edited since): any content is the same message. */
export const ANY_CONTENT = '*';

/** Tells whether two sends under one client id are the same message. */
export const contentDigest = (content: string) => hash('sha256', content, 'base64url').slice(0, 22);

/** Commands about messages. Each returns once Redis has accepted the change; `accepted` hears every new event. */
export class MessageCommands {
  constructor(
    private readonly script: ChatScript,
    private readonly redis: Redis,
    private readonly accepted: (event: ChatEvent) => void,
    private readonly windowMessages: number,
    /** This sender's name, said in the events of what it accepts. */
    private readonly acceptedBy: string,
  ) {}

  /**
   * Accepts a message in one round trip. A client id that was seen makes no second message; if the first is in Postgres,
   * the chat's listeners are told so again. Throws NOT_FOUND for a stranger, CONFLICT for a client id with other
   * content.
   */
  async create(message: NewMessage): Promise<Accepted> {
    const { chatId, authorId, content, clientMessageId, origin } = message;
    const id = newId();
    const fields = JSON.stringify({
      id,
      chatId,
      senderId: authorId,
      content,
      clientMessageId,
      createdAt: new Date().toISOString(),
      editedAt: null,
      deletedAt: null,
    }).slice(0, -1);
    const digest = clientMessageId === null ? '' : contentDigest(content);
    const keys = [idempotencyKey(chatId, authorId, clientMessageId ?? '')];
    const args = [authorId, id, digest, fields, this.windowMessages, IDEMPOTENCY_TTL_S, this.acceptedBy];
    // Sent with the script in one pipeline.
    const located = this.redis.set(locatorKey(id), chatId, 'EX', LOCATOR_TTL_S);
    const [reply] = await Promise.all([
      this.script.run(createMessage, chatId, args, { extraKeys: keys, conflict: OTHER_CONTENT, origin }),
      reachable(() => located),
    ]).catch((error: unknown) => {
      // UNAVAILABLE may mean accepted: then the locator is needed.
      if (error instanceof ApiError && error.code !== 'UNAVAILABLE') this.forgetLocators([id]);
      throw error;
    });
    if (reply[0] === CODE.unchanged) {
      this.forgetLocators([id]);
      return { seenId: String(reply[1]), seenSeq: Number(reply[2]) };
    }
    const [, json, ...left] = reply.map(String);
    this.forgetLocators(left);
    const event = JSON.parse(json!) as MessageAdded;
    this.accepted(event);
    return { event };
  }

  /** Tells the chat's listeners of a message that was found in Postgres: its author asks again, and may have missed it. */
  async tellPersisted(chatId: string, messageId: string): Promise<void> {
    await reachable(() => this.redis.publish(chatChannel(chatId), persisted(chatId, [messageId])));
  }

  /**
   * Edits (`content`) or deletes (`content` null) a message. `loadStored` is asked for the message only if it is
   * not hot; null from it means NOT_FOUND.
   */
  async change(
    chatId: string,
    actorId: string,
    messageId: string,
    content: string | null,
    loadStored: () => Promise<Message | null>,
    origin?: Origin,
  ): Promise<Message | null> {
    const wording = { ...CHANGE_WORDING, origin };
    const text = content === null ? '' : JSON.stringify(content);
    const run = (stored: string) =>
      this.script.run(changeMessage, chatId, [actorId, messageId, text, stored], wording);
    let reply = await run('');
    if (reply[0] === CODE.notHot) {
      const stored = await loadStored();
      if (!stored) return null;
      reply = await run(JSON.stringify(stored));
    }
    const message = JSON.parse(String(reply[1])) as Message;
    if (reply[0] === CODE.done) this.accepted(JSON.parse(String(reply[2])) as ChatEvent);
    return message;
  }

  /** Raises the reader's watermark to a seq. */
  async markReadUpTo(
    chatId: string,
    readerId: string,
    seq: number,
    origin?: Origin,
  ): Promise<{ cursor: ReadCursor; lastSeq: number }> {
    const reply = await this.script.run(markRead, chatId, [readerId, seq, ''], { origin });
    return this.read(reply);
  }

  /** Raises the reader's watermark to a message; `loadSeq` is asked only if the message is not hot. */
  async markMessageRead(
    chatId: string,
    readerId: string,
    messageId: string,
    loadSeq: () => Promise<number | null>,
    origin?: Origin,
  ): Promise<{ cursor: ReadCursor; lastSeq: number; seq: number } | null> {
    const wording = { notFound: 'Message', origin };
    let reply = await this.script.run(markRead, chatId, [readerId, '', messageId], wording);
    if (reply[0] === CODE.notHot) {
      const seq = await loadSeq();
      if (seq === null) return null;
      reply = await this.script.run(markRead, chatId, [readerId, seq, ''], wording);
    }
    return { ...this.read(reply), seq: Number(reply[3]) };
  }

  /** Of messages that were not made, or that only Postgres shows now. Where this fails they expire by themselves. */
  private forgetLocators(messageIds: string[]): void {
    if (messageIds.length > 0) this.redis.unlink(messageIds.map(locatorKey)).catch(() => undefined);
  }

  private read(reply: (string | number)[]): { cursor: ReadCursor; lastSeq: number } {
    if (reply[0] === CODE.done) this.accepted(JSON.parse(String(reply[4])) as ChatEvent);
    return { cursor: JSON.parse(String(reply[1])) as ReadCursor, lastSeq: Number(reply[2]) };
  }
}
