import type { Redis } from 'ioredis';
import { newId, type Chat, type ChatEvent, type Message } from '@converge/domain';
import { connectRedis, whenReady } from './connection.js';
import { ChatCommands } from './chat/chat-commands.js';
import { ChatScript, type Counters, type StoredChat } from './chat/chat-script.js';
import { HotReads } from './chat/hot-reads.js';
import { MessageCommands } from './chat/message-commands.js';
import { Epoch } from './epoch.js';

/** The commands on a real Redis, with a Postgres of two maps. */
export class CommandHarness {
  readonly accepted: ChatEvent[] = [];
  readonly stored = new Map<string, StoredChat>();
  readonly counters = new Map<string, Counters>();
  /** Runs between a look into Postgres and what is made of it. */
  meanwhile: () => Promise<void> = async () => undefined;

  private constructor(
    readonly redis: Redis,
    readonly epoch: Epoch,
    readonly hot: HotReads,
    readonly chats: ChatCommands,
    readonly messages: MessageCommands,
  ) {}

  /** In a logical database of its own, emptied: tests change the epoch, and count keys. */
  static async open(database: number): Promise<CommandHarness> {
    const url = Object.assign(new URL(process.env.TEST_REDIS_URL!), { pathname: `/${database}` }).href;
    const redis = connectRedis(url, 'commands', () => undefined);
    await whenReady(redis, 5000);
    await redis.flushdb();
    const epoch = new Epoch(redis);
    let harness: CommandHarness | undefined = undefined;
    const here = (): CommandHarness => harness!;
    const loadStored = async (id: string) => {
      const found = here().stored.get(id) ?? null;
      await here().meanwhile();
      return found;
    };
    const loadCounters = async (id: string) => here().counters.get(id) ?? null;
    const script = new ChatScript({ redis, epoch, loadStored, loadCounters, logLength: 1000 });
    const accepted = (event: ChatEvent) => void here().accepted.push(event);
    const chats = new ChatCommands(script, redis, accepted);
    const messages = new MessageCommands(script, redis, accepted, 10, 'sender-1');
    harness = new CommandHarness(redis, epoch, new HotReads(redis, epoch), chats, messages);
    return harness;
  }

  group(...people: string[]): Promise<Chat> {
    return this.chats.create({
      id: newId(),
      creatorId: people[0]!,
      name: 'a "group"',
      description: null,
      chatType: 'group',
      participantIds: people,
      isNewId: true,
    });
  }

  async send(
    chatId: string,
    authorId: string,
    content: string,
    clientMessageId: string | null = null,
  ): Promise<Message> {
    const result = await this.messages.create({ chatId, authorId, content, clientMessageId });
    if (!('event' in result)) throw new Error('seen before');
    return result.event.message;
  }
}
