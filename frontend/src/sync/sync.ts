import type { Message } from '../generated/graphql';
import { mergeAnswer } from './chat-merge';
import { withStored } from './chat-state';
import { createChatStore, type ChatStore } from './chat-store';
import { createFeed, type Feed } from './feed';
import { createFeedSocket } from './feed-socket';
import { createHistory, type History } from './history';
import { createOutbox, type Outbox } from './outbox';
import type { OutboxStorage } from './outbox-item';
import { createReadMarker, type ReadMarker } from './read-marker';
import { createFeedReads, createReadPage } from './reads';
import { createReceipts } from './receipts';
import type { Routes } from './routes';
import type { Session } from './session';
import { CREATE_MESSAGE, MARK_CHAT_AS_READ, READ_STATUS } from './sync.operations';
import type { Transport } from './transport';

/** Everything that keeps one signed-in account in step with the server. */
export interface Sync {
  readonly store: ChatStore;
  readonly feed: Feed;
  readonly outbox: Outbox;
  readonly history: History;
  readonly readMarker: ReadMarker;
  /** Asks who has read what, where the ticks of a chat need it. */
  settleReceipts(chatId: string): void;
  /** Called with each message the moment it arrives. */
  onArrival(listener: (message: Message) => void): () => void;
  start(): void;
  stop(): void;
}

export interface SyncOptions {
  viewerId: string;
  transport: Transport;
  session: Session;
  routes: Routes;
  storage: OutboxStorage;
}

export function createSync({ viewerId, transport, session, routes, storage }: SyncOptions): Sync {
  const { run } = transport;
  const store = createChatStore(viewerId);
  const arrivals = new Set<(message: Message) => void>();

  const outbox = createOutbox({
    userId: viewerId,
    storage,
    send: async ({ id, chatId, content }) =>
      (await run(CREATE_MESSAGE, { input: { chatId, content, clientMessageId: id } })).createMessage,
    onAccepted: (message) => store.update(message.chatId, (state) => mergeAnswer(state, message)),
    // Without its Persisted: the server has confirmed it on a live feed, so it counts as stored.
    onReleased: (chatId, messageId) => store.update(chatId, (state) => withStored(state, [messageId])),
  });

  const feed = createFeed(store, createFeedReads(transport, viewerId), {
    onMessages: outbox.accepted,
    onArrival: (message) => arrivals.forEach((listener) => listener(message)),
    onPersisted: outbox.persisted,
    onLive: () => outbox.confirm(),
    onReset: outbox.confirm,
  });

  const socket = createFeedSocket({
    url: routes.socketUrl,
    token: session.token,
    renew: session.renew,
    onEvent: feed.receive,
    onClosed: () => {
      feed.disconnected();
      outbox.interrupted();
      routes.trouble('receiver');
    },
  });

  const history = createHistory(store, createReadPage(transport), outbox.accepted);
  const readMarker = createReadMarker(
    store,
    async (chatId, upToSeq) => (await run(MARK_CHAT_AS_READ, { chatId, upToSeq })).markChatAsRead,
  );
  const receipts = createReceipts(
    store,
    async (messageId) => (await run(READ_STATUS, { messageId })).messageReadStatus,
  );

  const online = () => {
    outbox.wake();
    socket.reconnect();
  };

  return {
    store,
    feed,
    outbox,
    history,
    readMarker,
    settleReceipts: (chatId) => void receipts.settle(chatId),
    onArrival(listener) {
      arrivals.add(listener);
      return () => arrivals.delete(listener);
    },
    start() {
      routes.onReceiverChange(socket.reconnect);
      window.addEventListener('online', online);
      socket.start();
      outbox
        .start()
        .catch((error: unknown) => console.warn('What waited to be sent could not be read:', error));
    },
    stop() {
      window.removeEventListener('online', online);
      routes.onReceiverChange(() => {});
      socket.stop();
      outbox.stop();
      readMarker.stop();
    },
  };
}
