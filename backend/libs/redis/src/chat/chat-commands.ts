import type { Redis } from 'ioredis';
import {
  badUserInput,
  LIMITS,
  notFound,
  unavailable,
  type Chat,
  type ChatEvent,
  type ChatType,
  type Origin,
} from '@converge/domain';
import { touchedKey, userChannel } from '../keys.js';
import { loadScript, type Script } from '../scripts.js';
import { reachable } from '../reachable.js';
import { CODE, type ChatScript, type Counters, type Reply, type Wording } from './chat-script.js';

const createChat = loadScript('create-chat');
const updateChat = loadScript('update-chat');
const removeChat = loadScript('remove-chat');
const addParticipants = loadScript('add-participants');
const removeParticipant = loadScript('remove-participant');

/** How long a hint "look at this chat for this user" may be needed before Postgres tells it; the worker shortens it. */
const TOUCHED_TTL_MS = 7 * 24 * 60 * 60 * 1000;
/** Nobody's memberships change more often before Postgres tells; the oldest hints go first. */
const TOUCHED_AT_MOST = 5000;

export interface NewChat {
  id: string;
  creatorId: string;
  name: string | null;
  description: string | null;
  chatType: ChatType;
  /** Everybody in it, the creator first, without repeats. */
  participantIds: string[];
  /** The id is random: no store can know it. Otherwise Postgres is asked before the chat is made. */
  isNewId: boolean;
  origin?: Origin | undefined;
}

/** Says on a user's own channel that a chat may be new to them. */
export interface Joined {
  type: 'Joined';
  chatId: string;
}

/** Commands about chats and who is in them. Each returns once Redis has accepted; `accepted` hears every new event. */
export class ChatCommands {
  constructor(
    private readonly script: ChatScript,
    private readonly redis: Redis,
    private readonly accepted: (event: ChatEvent) => void,
  ) {}

  /** Makes the chat, or returns the one that is there under this id. */
  async create(chat: NewChat): Promise<Chat> {
    const { id, creatorId, participantIds, origin } = chat;
    const args = (isNew: boolean, seen: Counters = { revision: 0, lastSeq: 0 }) => [
      creatorId,
      JSON.stringify(chat.name),
      JSON.stringify(chat.description),
      chat.chatType,
      JSON.stringify(participantIds),
      isNew ? '1' : '0',
      seen.revision,
      seen.lastSeq,
    ];
    let reply = chat.isNewId
      ? await this.script.force(createChat, id, args(true), { origin })
      : await this.script.once(createChat, id, args(false), { origin });
    if (reply[0] === CODE.cold) {
      const isKnown = await this.script.hydrate(id);
      const seen = isKnown ? null : await this.script.loadCounters(id);
      reply = await this.script.force(createChat, id, args(!isKnown, seen ?? undefined), { origin });
    }
    if (reply[0] === CODE.notFound) throw notFound('Chat');
    if (reply[0] === CODE.cold) throw unavailable('The chat store is changing hands; try again.');
    return this.joined(reply, id, participantIds);
  }

  /** undefined leaves a field as it is; null clears it. */
  async update(
    chatId: string,
    actorId: string,
    name?: string | null,
    description?: string | null,
    origin?: Origin,
  ): Promise<Chat> {
    const json = (value?: string | null) => (value === undefined ? '' : JSON.stringify(value));
    return this.run(updateChat, chatId, [actorId, json(name), json(description)], { origin });
  }

  async remove(chatId: string, actorId: string, origin?: Origin): Promise<Chat> {
    const wording = { forbidden: 'Only its admin may remove a group.', origin };
    return this.run(removeChat, chatId, [actorId], wording);
  }

  /** Adds people to a group; those already in it are passed over. BAD_USER_INPUT when it would grow too large. */
  async addParticipants(
    chatId: string,
    actorId: string,
    userIds: string[],
    path = 'userIds',
    origin?: Origin,
  ): Promise<Chat> {
    const wording = { forbidden: 'The two people of a direct chat never change.', origin };
    const args = [actorId, LIMITS.participants, ...userIds];
    const reply = await this.script.run(addParticipants, chatId, args, wording);
    if (reply[0] === CODE.full) {
      throw badUserInput({ path, message: `a group has at most ${LIMITS.participants} people` });
    }
    return this.joined(reply, chatId, userIds);
  }

  async removeParticipant(chatId: string, actorId: string, userId: string, origin?: Origin): Promise<Chat> {
    const wording = {
      forbidden: 'Only the admin of a group may take others out, and nobody out of a direct chat.',
      origin,
    };
    const reply = await this.script.run(removeParticipant, chatId, [actorId, userId], wording);
    if (reply[0] === CODE.notHot) throw notFound('Participant');
    return this.touched(reply, chatId, [userId]);
  }

  private async run(script: Script, chatId: string, args: string[], wording: Wording): Promise<Chat> {
    const reply = await this.script.run(script, chatId, args, wording);
    this.enqueue(reply);
    return this.chatOf(reply);
  }

  private enqueue([code, , ...events]: Reply): void {
    if (code === CODE.done) for (const event of events) this.accepted(JSON.parse(String(event)) as ChatEvent);
  }

  private chatOf([, chat]: Reply): Chat {
    return JSON.parse(String(chat)) as Chat;
  }

  private async joined(reply: Reply, chatId: string, userIds: string[]): Promise<Chat> {
    const chat = await this.touched(reply, chatId, userIds);
    if (reply[0] === CODE.done) this.announceTo(chatId, userIds);
    return chat;
  }

  /**
   * Before the answer, so that the lists of these people tell it at once; after the permission, so that nobody can
   * fill the hints of others. Should this process die in between, nobody was answered, and Postgres tells soon.
   */
  private async touched(reply: Reply, chatId: string, userIds: string[]): Promise<Chat> {
    try {
      await this.touch(chatId, userIds);
    } finally {
      this.enqueue(reply);
    }
    return this.chatOf(reply);
  }

  private async touch(chatId: string, userIds: string[]): Promise<void> {
    await reachable(async () => {
      const now = Date.now();
      const pipeline = this.redis.pipeline();
      for (const userId of userIds) {
        pipeline.zremrangebyscore(touchedKey(userId), '-inf', now);
        pipeline.zadd(touchedKey(userId), now + TOUCHED_TTL_MS, chatId);
        pipeline.zremrangebyrank(touchedKey(userId), 0, -TOUCHED_AT_MOST - 1);
        pipeline.pexpire(touchedKey(userId), TOUCHED_TTL_MS);
      }
      await pipeline.exec();
    });
  }

  /** Live delivery only: the worker says it again after the commit, should this process die first. */
  private announceTo(chatId: string, userIds: string[]): void {
    const signal = JSON.stringify({ type: 'Joined', chatId } satisfies Joined);
    for (const userId of userIds) this.redis.publish(userChannel(userId), signal).catch(() => undefined);
  }
}
