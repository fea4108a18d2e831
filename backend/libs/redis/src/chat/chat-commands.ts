import type { Redis } from 'ioredis';
import { badUserInput, LIMITS, notFound, type Chat, type ChatEvent, type ChatType } from '@converge/domain';
import { touchedKey, userChannel } from '../keys.js';
import { loadScript, type Script } from '../scripts.js';
import { CODE, type ChatScript, type Reply, type Wording } from './chat-script.js';

const createChat = loadScript('create-chat');
const updateChat = loadScript('update-chat');
const removeChat = loadScript('remove-chat');
const addParticipants = loadScript('add-participants');
const removeParticipant = loadScript('remove-participant');

/** How long a hint "look at this chat for this user" may be needed before Postgres tells it; the worker shortens it. */
const TOUCHED_TTL_MS = 7 * 24 * 60 * 60 * 1000;

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
    const { id, creatorId, participantIds } = chat;
    await this.touch(id, participantIds);
    const args = (isNew: boolean) => [
      creatorId,
      JSON.stringify(chat.name),
      JSON.stringify(chat.description),
      chat.chatType,
      JSON.stringify(participantIds),
      isNew ? '1' : '0',
    ];
    let reply = await this.script.once(createChat, id, args(chat.isNewId));
    if (reply[0] === CODE.cold) {
      const isKnown = await this.script.hydrate(id);
      reply = await this.script.run(createChat, id, args(!isKnown));
    }
    if (reply[0] === CODE.notFound) throw notFound('Chat');
    if (reply[0] === CODE.done) this.announceTo(id, participantIds);
    return this.chatOf(reply);
  }

  /** undefined leaves a field as it is; null clears it. */
  async update(
    chatId: string,
    actorId: string,
    name?: string | null,
    description?: string | null,
  ): Promise<Chat> {
    const json = (value?: string | null) => (value === undefined ? '' : JSON.stringify(value));
    return this.run(updateChat, chatId, [actorId, json(name), json(description)]);
  }

  async remove(chatId: string, actorId: string): Promise<Chat> {
    return this.run(removeChat, chatId, [actorId], { forbidden: 'Only its admin may remove a group.' });
  }

  /** Adds people to a group; those already in it are passed over. BAD_USER_INPUT when it would grow too large. */
  async addParticipants(chatId: string, actorId: string, userIds: string[]): Promise<Chat> {
    await this.touch(chatId, userIds);
    const wording = { forbidden: 'The two people of a direct chat never change.' };
    const args = [actorId, LIMITS.participants, ...userIds];
    const reply = await this.script.run(addParticipants, chatId, args, wording);
    if (reply[0] === CODE.full) {
      throw badUserInput({ path: 'userIds', message: `a group has at most ${LIMITS.participants} people` });
    }
    if (reply[0] === CODE.done) this.announceTo(chatId, userIds);
    return this.chatOf(reply);
  }

  async removeParticipant(chatId: string, actorId: string, userId: string): Promise<Chat> {
    await this.touch(chatId, [userId]);
    const wording = {
      forbidden: 'Only the admin of a group may take others out, and nobody out of a direct chat.',
    };
    const reply = await this.script.run(removeParticipant, chatId, [actorId, userId], wording);
    if (reply[0] === CODE.notHot) throw notFound('Participant');
    return this.chatOf(reply);
  }

  private async run(script: Script, chatId: string, args: string[], wording?: Wording): Promise<Chat> {
    return this.chatOf(await this.script.run(script, chatId, args, wording));
  }

  private chatOf(reply: Reply): Chat {
    const [code, chat, ...events] = reply;
    if (code === CODE.done) for (const event of events) this.accepted(JSON.parse(String(event)) as ChatEvent);
    return JSON.parse(String(chat)) as Chat;
  }

  /** Before the change, so that a reader can never miss it; a hint for a change that is then refused does no harm. */
  private async touch(chatId: string, userIds: string[]): Promise<void> {
    await this.script.reachable(async () => {
      const now = Date.now();
      const pipeline = this.redis.pipeline();
      for (const userId of userIds) {
        pipeline.zremrangebyscore(touchedKey(userId), '-inf', now);
        pipeline.zadd(touchedKey(userId), now + TOUCHED_TTL_MS, chatId);
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
