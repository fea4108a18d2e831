import { randomUUID } from 'node:crypto';
import { ForbiddenException, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { RedisPubSub } from 'graphql-redis-subscriptions';
import { Not, type DataSource, type EntityManager } from 'typeorm';
import { env } from '../env.js';
import { Chat, ChatParticipant, Message, UnreadCount } from './entities.js';

/** What is published: dates go through Redis as text. */
export interface MessageAddedPayload {
  messageAdded: Omit<Message, 'createdAt'> & { createdAt: string };
}

/** Everything at once, before the answer: rows, counters, then the news of it. */
@Injectable()
export class ChatsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly pubSub: RedisPubSub,
  ) {}

  async createChat(userId: string, others: readonly string[]): Promise<Chat> {
    const id = randomUUID();
    const participants = [...new Set([userId, ...others])].map((each) => ({ chatId: id, userId: each }));
    return this.dataSource.transaction(async (manager) => {
      await manager.insert(Chat, { id });
      await manager.insert(ChatParticipant, participants);
      await manager.insert(UnreadCount, participants);
      return manager.findOneByOrFail(Chat, { id });
    });
  }

  async createMessage(senderId: string, chatId: string, content: string): Promise<Message> {
    const message = { id: randomUUID(), chatId, senderId, content, createdAt: new Date() };
    await this.dataSource.transaction(async (manager) => {
      if (!(await manager.existsBy(ChatParticipant, { chatId, userId: senderId })))
        throw new ForbiddenException();
      await manager.insert(Message, message);
      await this.countUnread(manager, chatId, senderId);
    });
    await this.pubSub.publish(triggerOf(chatId), { messageAdded: message });
    return message;
  }

  private async countUnread(manager: EntityManager, chatId: string, senderId: string): Promise<void> {
    const others = { chatId, userId: Not(senderId) };
    if (!env.countsRowByRow) {
      await manager.increment(UnreadCount, others, 'unreadCount', 1);
      return;
    }
    // In one order, or two messages to a chat would wait for each other for ever.
    const participants = await manager.find(ChatParticipant, { where: others, order: { userId: 'ASC' } });
    for (const { userId } of participants)
      await manager.increment(UnreadCount, { chatId, userId }, 'unreadCount', 1);
  }

  async messagesAdded(userId: string, chatId: string): Promise<AsyncIterator<MessageAddedPayload>> {
    if (!(await this.dataSource.manager.existsBy(ChatParticipant, { chatId, userId })))
      throw new ForbiddenException();
    return this.pubSub.asyncIterator<MessageAddedPayload>(triggerOf(chatId));
  }
}

const triggerOf = (chatId: string) => `baseline.messageAdded.${chatId}`;
