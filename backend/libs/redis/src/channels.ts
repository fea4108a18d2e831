import { RedisPubSub } from 'graphql-redis-subscriptions';
import type { Redis } from 'ioredis';
import type { ChatSignal } from '@converge/domain';
import type { Joined } from './chat/chat-commands.js';
import { chatChannel, userChannel } from './keys.js';

/** channel: nobody speaks in it. */
const PROBE_CHANNEL = 'probe';

/** Leaves the channel. */
export type Leave = () => Promise<void>;

/**
 * PubSub of chats and users. A signal is heard at most once and may be lost with the connection: `onReconnected`
 * fires once every channel is heard again, and whoever listens then compares positions.
 */
export class Channels {
  private readonly pubsub: RedisPubSub;

  constructor(
    private readonly subscriber: Redis,
    publisher: Redis,
  ) {
    this.pubsub = new RedisPubSub({ subscriber, publisher });
  }

  /** Resolves once Redis has confirmed: whatever is published from then on is heard. */
  async joinChat(chatId: string, onSignal: (signal: ChatSignal) => void): Promise<Leave> {
    return this.join(chatChannel(chatId), onSignal);
  }

  async joinUser(userId: string, onSignal: (signal: Joined) => void): Promise<Leave> {
    return this.join(userChannel(userId), onSignal);
  }

  /** Calls back after each reconnect, when the server has confirmed that every channel is subscribed again. */
  onReconnected(callback: () => void): void {
    let wasReady = this.subscriber.status === 'ready';
    this.subscriber.on('ready', () => {
      const isFirst = !wasReady;
      wasReady = true;
      if (isFirst) return;
      // ioredis resubscribes on 'ready'; commands of one connection are answered in order, so a later answer proves it.
      setImmediate(() => void this.subscriber.ping().then(callback, () => undefined));
    });
  }

  /** Rejects unless Redis takes a SUBSCRIBE: another connection may be fine while this one hears nothing. */
  async checkHearing(): Promise<void> {
    // What is asked while the connection is away would wait for it.
    if (this.subscriber.status !== 'ready') throw new Error('the connection for channels is away');
    await this.subscriber.subscribe(PROBE_CHANNEL);
  }

  private async join<T>(channel: string, onSignal: (signal: T) => void): Promise<Leave> {
    const id = await this.pubsub.subscribe(channel, onSignal);
    return async () => this.pubsub.unsubscribe(id);
  }
}
