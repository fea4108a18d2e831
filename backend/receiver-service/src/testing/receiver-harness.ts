import 'reflect-metadata';
import { createServer } from 'node:net';
import {
  newId,
  unauthenticated,
  type Chat,
  type ChatEvent,
  type Message,
  type Viewer,
} from '@converge/domain';
import type { TokenVerifier } from '@converge/graphql';
import { createDataSource } from '@converge/postgres';
import { createReads } from '@converge/postgres/reads';
import { createTestDatabase } from '@converge/postgres/testing';
import { storeEvents } from '@converge/postgres/writes';
import {
  Channels,
  ChatCommands,
  ChatScript,
  connectRedis,
  coolQuiet,
  Epoch,
  HotReads,
  MessageCommands,
  QueueReads,
  Registry,
  settle,
  whenReady,
} from '@converge/redis';
import { takeTestRedis } from '@converge/redis/testing';
import { createLogger, Metrics, thisInstance } from '@converge/runtime';
import { Probes } from '@converge/runtime/probes';
import { HotDoor } from '../overlay/hot-door.js';
import { createReceiver, type ReceiverOptions } from '../receiver.js';
import { connectLive, type LiveClient } from './live-client.js';

export type Harness = Awaited<ReturnType<typeof startHarness>>;

/** Tokens of tests are the viewer as JSON; what has ended is kept here. */
export class TestTokens {
  private readonly revoked = new Set<string>();
  private readonly listeners = new Set<(sessionId: string) => void>();

  of(userId: string, rest: Partial<Viewer> = {}): string {
    const viewer = { userId, sessionId: newId(), roles: [], expiresAtMs: Date.now() + 900_000, ...rest };
    return JSON.stringify(viewer);
  }

  revoke(sessionId: string): void {
    this.revoked.add(sessionId);
    for (const listener of this.listeners) listener(sessionId);
  }

  onRevoked = (listener: (sessionId: string) => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get verifier(): TokenVerifier {
    const isAlive = (viewer: Viewer) =>
      viewer.expiresAtMs > Date.now() && !this.revoked.has(viewer.sessionId);
    const verify = async (token: string) => {
      if (!token.startsWith('{')) throw unauthenticated();
      const viewer = JSON.parse(token) as Viewer;
      if (!isAlive(viewer)) throw unauthenticated();
      return viewer;
    };
    return { verify, isAlive, recall: () => undefined } as unknown as TokenVerifier;
  }
}

/** A receiver on a real Redis and Postgres, with the commands of a sender and the writes of a worker beside it. */
export async function startHarness(
  overrides: Partial<ReceiverOptions> & {
    postgresUrl?: string;
    logLength?: number;
    replicaUrls?: string[];
  } = {},
) {
  const redisUrl = await takeTestRedis();
  const database = await createTestDatabase();
  const ignore = () => undefined;
  const redis = connectRedis(redisUrl, 'commands', ignore);
  const subscriber = connectRedis(redisUrl, 'subscriber', ignore);
  const senderRedis = connectRedis(redisUrl, 'commands', ignore);
  await Promise.all([redis, subscriber, senderRedis].map((connection) => whenReady(connection, 30_000)));
  // Patient with a busy Postgres; but who names one means one that is away.
  const connectTimeoutMs = 30_000;
  const writer = createDataSource({ url: database.url, connectTimeoutMs });
  const reader = createDataSource({
    url: overrides.postgresUrl ?? database.url,
    connectTimeoutMs: overrides.postgresUrl === undefined ? connectTimeoutMs : 500,
    replicaUrls: overrides.replicaUrls ?? [],
  });
  const tokens = new TestTokens();
  const instance = thisInstance('receiver', 1);
  const metrics = new Metrics(instance);
  const hot = new HotReads(redis, new Epoch(redis));
  const receiver = await createReceiver({
    instance,
    logger: createLogger(instance, 'silent'),
    metrics,
    probes: await Probes.create(metrics),
    verifier: tokens.verifier,
    introspection: false,
    trustedProxies: [],
    hot,
    reads: createReads(reader),
    channels: new Channels(subscriber, redis),
    registry: new Registry(redis, instance),
    queues: new QueueReads(redis),
    revocations: { onRevoked: tokens.onRevoked },
    maxConnections: 1000,
    maxSubscriptionsPerConnection: 10,
    slowConsumerBytes: 1_048_576,
    // A Redis that is away here says so; one that only hangs for a second is a busy machine's.
    hotDoor: new HotDoor(undefined, 30_000),
    ...overrides,
  });
  const port = await receiver.service.listen(0, '127.0.0.1');
  const sender = makeSender(senderRedis, createReads(writer), overrides.logLength ?? 1000);
  const clients: LiveClient[] = [];

  return {
    ...sender,
    receiver,
    redis,
    subscriber,
    tokens,
    metrics,
    port,
    instance,

    /** What the worker does: everything accepted so far is in Postgres, its marks are cleared. */
    async persist(graceMs = 0): Promise<void> {
      const events = sender.accepted.splice(0);
      await storeEvents(writer, events);
      await settle(senderRedis, events, graceMs);
    },

    /** Stores without clearing: as if the worker had died right after its commit. */
    store: () => storeEvents(writer, sender.accepted),

    cool: () => coolQuiet(senderRedis, -1),

    async query<T = Record<string, unknown>>(token: string, query: string, variables: object = {}) {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as {
        data: T | null;
        errors?: { message: string; extensions: { code: string } }[];
      };
      return { data, codes: (errors ?? []).map((error) => error.extensions.code), errors };
    },

    async live(token: string): Promise<LiveClient> {
      const client = await connectLive(port, { authorization: `Bearer ${token}` });
      clients.push(client);
      return client;
    },

    async stop(): Promise<void> {
      for (const client of clients) client.close();
      await receiver.stop();
      for (const connection of [redis, subscriber, senderRedis]) connection.disconnect();
      for (const source of [writer, reader]) if (source.isInitialized) await source.destroy();
      await database.drop();
    },
  };
}

function makeSender(
  redis: ReturnType<typeof connectRedis>,
  reads: ReturnType<typeof createReads>,
  logLength: number,
) {
  const accepted: ChatEvent[] = [];
  const accept = (event: ChatEvent) => void accepted.push(event);
  const loadStored = async (chatId: string) => {
    const stored = await reads.chatForHydration(chatId, new Date(0).toISOString());
    return stored && { ...stored, idempotencyKeys: [] };
  };
  const script = new ChatScript({
    redis,
    epoch: new Epoch(redis),
    loadStored,
    loadCounters: async () => null,
    logLength,
  });
  const chats = new ChatCommands(script, redis, accept);
  const messages = new MessageCommands(script, redis, accept, 20, 'sender-1');
  return {
    accepted,
    chats,
    messages,
    group: (...people: string[]): Promise<Chat> =>
      chats.create({
        id: newId(),
        creatorId: people[0]!,
        name: 'a group',
        description: null,
        chatType: 'group',
        participantIds: people,
        isNewId: true,
      }),
    async send(chatId: string, authorId: string, content = 'hello'): Promise<Message> {
      const result = await messages.create({ chatId, authorId, content, clientMessageId: null });
      if (!('event' in result)) throw new Error('seen before');
      return result.event.message;
    },
  };
}

/** A port at which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
