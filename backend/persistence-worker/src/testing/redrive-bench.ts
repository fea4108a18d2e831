import { newId, type Chat, type ChatEvent, type DeadLetterReport, type Message } from '@converge/domain';
import { createReads, ensureConnected } from '@converge/postgres/reads';
import {
  chatChannel,
  ChatCommands,
  chatKeyList,
  chatKeys,
  ChatScript,
  createDeadLetters,
  Epoch,
  EPOCH_KEY,
  HotReads,
  MessageCommands,
  QueueReads,
  Redrive,
  type LaneQueues,
} from '@converge/redis';
import { createBench, until, type Bench } from './bench.js';

export type RedriveBench = Awaited<ReturnType<typeof createRedriveBench>>;

type Row = [seq: number, id: string, content: string | null];
const rowOf = ({ seq, id, content }: Message): Row => [seq, id, content];
const ignore = () => undefined;

/** A bench with a sender's commands, and the dead letters as an operator has them. */
export async function createRedriveBench() {
  const bench = await createBench();
  const { redis } = bench;
  await ensureConnected(bench.dataSource);
  const reads = createReads(bench.dataSource);
  const queues = new QueueReads(redis);
  const dead = createDeadLetters(redis, redis, ignore);
  const sender = makeSender(bench);
  const hooks = { beforeEnqueued: () => Promise.resolve() };
  const letters = async (): Promise<DeadLetterReport[]> => (await queues.deadLetters(50, null)).items;
  const redrive = new Redrive({
    ...{ redis, queueRedis: redis, script: sender.script },
    accepted: (event) => void sender.accepted.push(event),
    queues: watched(bench.queues, () => hooks.beforeEnqueued()),
    stored: {
      byId: (id) => reads.messageById(id),
      bySeq: async (chatId, seq) => (await reads.messagesBySeq(chatId, seq, seq))[0] ?? null,
      byClientId: (chatId, authorId, key) => reads.messageByClientId(chatId, authorId, key),
    },
  });

  return {
    ...sender,
    bench,
    redrive,
    hooks,
    letters,

    /** Hands what was accepted to the worker. */
    storeAccepted: () => bench.enqueue(sender.accepted.splice(0)),

    bury: (event: ChatEvent, reason: string) =>
      dead.bury({ lane: 'messages', event, reason, at: new Date().toISOString() }),

    /** The letters, once there are so many. */
    async untilLetters(count: number): Promise<DeadLetterReport[]> {
      await until(async () => (await letters()).length === count);
      return letters();
    },

    /** The keys of messages that are pending or dead. */
    async marks(chatId: string) {
      const keys = chatKeys(chatId);
      const [pending, deadOnes] = await Promise.all([redis.hkeys(keys.pending), redis.hkeys(keys.dead)]);
      return { pending: pending.filter((key) => key.startsWith('m:')), dead: deadOnes };
    },

    rows: async (chatId: string): Promise<Row[]> => (await reads.messagesBySeq(chatId, 1, 100)).map(rowOf),

    /** Postgres refuses messages with this text, until it is told otherwise. */
    async refuse(content: string | null, constraint = 'refused'): Promise<void> {
      for (const name of ['refused', 'refused_at_first', 'refused_again']) {
        await bench.dataSource.query(`ALTER TABLE messages DROP CONSTRAINT IF EXISTS ${name}`);
      }
      if (content === null) return;
      await bench.dataSource.query(
        `ALTER TABLE messages ADD CONSTRAINT ${constraint} CHECK (content <> '${content}') NOT VALID`,
      );
    },

    /** All that is waiting in the lanes is gone. */
    async forgetJobs(): Promise<void> {
      for (const lane of Object.values(bench.queues)) await lane.drain();
    },

    async listen(chatId: string) {
      const listener = redis.duplicate({ enableOfflineQueue: true, commandTimeout: undefined });
      const heard = { added: [] as string[], persisted: [] as string[], leave: () => listener.disconnect() };
      listener.on('message', (_channel, json: string) => {
        const signal = JSON.parse(json) as ChatEvent | { type: 'Persisted'; messageIds: string[] };
        if (signal.type === 'Persisted') heard.persisted.push(...signal.messageIds);
        if (signal.type === 'MessageAdded') heard.added.push(signal.message.id);
      });
      await listener.subscribe(chatChannel(chatId));
      return heard;
    },

    async clear(): Promise<void> {
      sender.accepted.length = 0;
      hooks.beforeEnqueued = () => Promise.resolve();
      await bench.clear();
      await sender.epoch.refresh();
    },

    async close(): Promise<void> {
      await dead.stop();
      await bench.close();
    },
  };
}

/** The lanes, with something to be done before each job. */
function watched(queues: LaneQueues, before: () => Promise<void>): LaneQueues {
  const entries = Object.entries(queues).map(([lane, queue]) => [
    lane,
    {
      add: async (...job: Parameters<typeof queue.add>) => {
        await before();
        return queue.add(...job);
      },
    },
  ]);
  return Object.fromEntries(entries) as LaneQueues;
}

function makeSender({ redis, dataSource }: Bench) {
  const reads = createReads(dataSource);
  const epoch = new Epoch(redis);
  const hot = new HotReads(redis, epoch);
  /** What was accepted and not handed to the lanes yet. */
  const accepted: ChatEvent[] = [];
  const accept = (event: ChatEvent) => void accepted.push(event);
  const loadStored = async (chatId: string) => {
    const stored = await reads.chatForHydration(chatId, new Date(0).toISOString());
    return stored && { ...stored, idempotencyKeys: [] };
  };
  const loadCounters = () => Promise.resolve(null);
  const script = new ChatScript({ redis, epoch, loadStored, loadCounters, logLength: 100 });
  const chats = new ChatCommands(script, redis, accept);
  const messages = new MessageCommands(script, redis, accept, 20, 'sender-1');

  async function send(chatId: string, authorId: string, content: string, key?: string): Promise<Message> {
    const result = await messages.create({ chatId, authorId, content, clientMessageId: key ?? null });
    if (!('event' in result)) throw new Error('seen before');
    return result.event.message;
  }

  async function forgetKeys(chatId: string): Promise<void> {
    const keys = await redis.keys(`chat:{${chatId}}:idem:*`);
    if (keys.length > 0) await redis.del(...keys);
  }

  const edit = (chatId: string, authorId: string, id: string, content: string) =>
    messages.change(chatId, authorId, id, content, () => Promise.resolve(null));

  return {
    accepted,
    script,
    epoch,
    send,
    edit,
    forgetKeys,
    hotRows: async (chatId: string): Promise<Row[]> => (await hot.messages(chatId, 1, 100)).map(rowOf),

    group: (...people: string[]): Promise<Chat> =>
      chats.create({
        ...{ id: newId(), creatorId: people[0]!, name: 'group', description: null, chatType: 'group' },
        ...{ participantIds: people, isNewId: true },
      }),

    /** The id of what was sent before under this key. */
    async resend(chatId: string, authorId: string, content: string, key: string): Promise<string> {
      const result = await messages.create({ chatId, authorId, content, clientMessageId: key });
      return 'event' in result ? 'a new message' : result.seenId;
    },

    /** Sends, and edits if there is a text to edit to; then Redis is killed before any of it is on disk. */
    async sendAndForget(
      chatId: string,
      authorId: string,
      content: string,
      { edited, key }: { edited?: string; key?: string } = {},
    ) {
      const keys = chatKeys(chatId);
      const [head, members] = await Promise.all([redis.hgetall(keys.head), redis.hgetall(keys.members)]);
      const message = await send(chatId, authorId, content, key);
      const event = accepted.pop()!;
      if (edited !== undefined) await edit(chatId, authorId, message.id, edited);
      const edition = edited === undefined ? undefined : accepted.pop();
      await redis.del(...chatKeyList(chatId));
      await forgetKeys(chatId);
      await redis.hset(keys.head, head);
      await redis.hset(keys.members, members);
      await redis.set(EPOCH_KEY, `killed.${newId()}`);
      await epoch.refresh();
      return { message, event, edition };
    },
  };
}
