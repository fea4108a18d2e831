import type { Redis } from 'ioredis';
import { newId, type Chat, type ChatEvent, type Message } from '@converge/domain';
import { connectRedis, whenReady } from './connection.js';
import { ChatCommands } from './chat/chat-commands.js';
import { ChatScript, type Counters, type StoredChat } from './chat/chat-script.js';
import { HotReads } from './chat/hot-reads.js';
import { MessageCommands } from './chat/message-commands.js';
import { Epoch } from './epoch.js';

/**
 * The URL of a logical database of a test's own, empty: what tests flush, count and rescue there is nobody else's. Redis
 * itself counts them, so that no two tests that run at the same time are given the same one.
 */
export async function takeTestRedis(): Promise<string> {
  const given = process.env['TEST_REDIS_URL'];
  if (!given) throw new Error('TEST_REDIS_URL is not set: run the tests by `npm test`.');
  const redis = connectRedis(given, 'commands', () => undefined);
  try {
    await whenReady(redis, 30_000);
    const [, databases] = (await redis.config('GET', 'databases')) as [string, string];
    // 0 is for whoever gets along with others there.
    const database = 1 + ((await redis.incr('test-databases')) % (Number(databases) - 1));
    await redis.select(database);
    await redis.flushdb();
    return Object.assign(new URL(given), { pathname: `/${database}` }).href;
  } finally {
    redis.disconnect();
  }
}

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

  /** In a logical database of its own: tests change the epoch, and count keys. */
  static async open(): Promise<CommandHarness> {
    const redis = connectRedis(await takeTestRedis(), 'commands', () => undefined);
    await whenReady(redis, 30_000);
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
