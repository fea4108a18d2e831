import {
  badUserInput,
  directChatId,
  isUuid,
  keyedChatId,
  LIMITS,
  newId,
  notFound,
  type Chat,
  type Position,
} from '@converge/domain';
import type { Caller } from '@converge/graphql';
import type { Reads } from '@converge/postgres/reads';
import { reachable, type ChatCommands, type HotReads } from '@converge/redis';
import type { CreateChatInput, UpdateChatInput } from './chat.inputs.js';

/** A chat as GraphQL shows it: with the epoch its revision belongs to. */
export type PlacedChat = Chat & { position: Position };

export interface ChatsDeps {
  commands: ChatCommands;
  hot: HotReads;
  reads: Reads;
}

/** Making and changing chats. Whether a viewer may is decided inside the atomic script of each command. */
export class ChatsService {
  constructor(private readonly deps: ChatsDeps) {}

  /** Makes a chat, or returns the one that the pair (direct) or the idempotency key already has. */
  async create({ viewer, origin }: Caller, input: CreateChatInput): Promise<PlacedChat> {
    const chatType = input.chatType ?? 'group';
    const others = [...new Set(input.participantIds)].filter((id) => id !== viewer.userId);
    if (chatType === 'direct' && others.length !== 1) {
      throw badUserInput({
        path: 'createChatInput.participantIds',
        message: 'a direct chat has exactly one other person',
      });
    }
    if (others.length >= LIMITS.participants) throw tooMany('createChatInput.participantIds');
    await this.requireUsers(others, 'createChatInput.participantIds');
    const isDirect = chatType === 'direct';
    const chat = await this.deps.commands.create({
      id: isDirect
        ? directChatId(viewer.userId, others[0]!)
        : input.clientChatId
          ? keyedChatId(viewer.userId, input.clientChatId)
          : newId(),
      creatorId: viewer.userId,
      name: isDirect ? null : (input.name ?? null),
      description: isDirect ? null : input.description || null,
      chatType,
      participantIds: [viewer.userId, ...others],
      isNewId: !isDirect && !input.clientChatId,
      origin,
    });
    return this.placed(chat);
  }

  async update(caller: Caller, chatId: string, { name, description }: UpdateChatInput): Promise<PlacedChat> {
    requireChatId(chatId);
    const { viewer, origin } = caller;
    const cleared = description === '' ? null : description;
    const { commands } = this.deps;
    return this.placed(await commands.update(chatId, viewer.userId, name ?? undefined, cleared, origin));
  }

  async remove({ viewer, origin }: Caller, chatId: string): Promise<PlacedChat> {
    requireChatId(chatId);
    return this.placed(await this.deps.commands.remove(chatId, viewer.userId, origin));
  }

  async addParticipants(
    { viewer, origin }: Caller,
    chatId: string,
    userIds: string[],
    path: string,
  ): Promise<PlacedChat> {
    requireChatId(chatId);
    const people = [...new Set(userIds)];
    if (people.length >= LIMITS.participants) throw tooMany(path);
    await this.requireUsers(people, path);
    const { commands } = this.deps;
    return this.placed(await commands.addParticipants(chatId, viewer.userId, people, path, origin));
  }

  async removeParticipant({ viewer, origin }: Caller, chatId: string, userId: string): Promise<PlacedChat> {
    requireChatId(chatId);
    if (!isUuid(userId)) throw notFound('Participant');
    const { commands } = this.deps;
    return this.placed(await commands.removeParticipant(chatId, viewer.userId, userId, origin));
  }

  /** Of a chat that a command of this viewer has just made hot. */
  async participantIds(chatId: string): Promise<string[]> {
    return reachable(() => this.deps.hot.participantIds(chatId));
  }

  private async requireUsers(ids: string[], path: string): Promise<void> {
    const isWellFormed = ids.every(isUuid);
    const known = isWellFormed ? await this.deps.reads.existingUserIds(ids) : [];
    const isKnown = new Set(known);
    const unknown = ids.filter((id) => !isKnown.has(id));
    if (unknown.length > 0) {
      throw badUserInput({ path, message: `no such user: ${unknown.slice(0, 5).join(', ')}` });
    }
  }

  private async placed(chat: Chat): Promise<PlacedChat> {
    return { ...chat, position: { epoch: await this.deps.hot.epoch.current(), revision: chat.revision } };
  }
}

function requireChatId(chatId: string): void {
  if (!isUuid(chatId)) throw notFound('Chat');
}

const tooMany = (path: string) =>
  badUserInput({ path, message: `a group has at most ${LIMITS.participants} people` });
