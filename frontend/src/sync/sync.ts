import { CreateMessageDocument, MarkChatAsReadDocument } from '../generated/sender';
import { createChatCommands, type ChatCommands } from './chat-commands';
import { mergeAnswer } from './chat-merge';
import { withStored } from './chat-state';
import { createChatStore, type ChatStore } from './chat-store';
import type { Cell } from './cell';
import { createDeliveryLog, type Delivery } from './deliveries';
import { createDraftStore, type DraftNews, type DraftStore } from './draft-store';
import { createFeed, type Feed } from './feed';
import { createFeedSocket } from './feed-socket';
import { createHistory, type History } from './history';
import { createMessageCommands, type MessageCommands } from './message-commands';
import type { Message } from './model';
import { createOutbox, type Outbox } from './outbox';
import type { OutboxNews } from './outbox-items';
import { createReadMarker, type ReadMarker } from './read-marker';
import { createFeedReads, createReadPage } from './reads';
import { createReceipts } from './receipts';
import type { Routes } from './routes';
import type { Session } from './session';
import { createSendingTurn } from './sending-turn';
import type { AccountStorage } from './storage';
import { createTabChannel } from './tab-channel';
import { boundTo, type Transport } from './transport';

/** Everything that keeps one signed-in account in step with the server. */
export interface Sync {
  readonly store: ChatStore;
  readonly feed: Feed;
  readonly outbox: Outbox;
  readonly history: History;
  readonly readMarker: ReadMarker;
  readonly chats: ChatCommands;
  readonly messages: MessageCommands;
  readonly drafts: DraftStore;
  /** The latest deliveries, oldest first; for diagnostics. */
  readonly deliveries: Cell<readonly Delivery[]>;
  clearDeliveries(): void;
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
  storage: AccountStorage;
}

/**
 * Online again, the outbox lets the feed go first for so long, in milliseconds: what is sent before it would miss its
 * Persisted. Mostly the feed is live before, and wakes it.
 */
const WAKE_AFTER_MS = 1_000;

export function createSync({ viewerId, session, routes, storage, ...options }: SyncOptions): Sync {
  let isStopped = false;
  const transport = boundTo(options.transport, viewerId, () => !isStopped);
  const { run } = transport;
  const isViewers = () => !isStopped && session.userId() === viewerId;
  const store = createChatStore(viewerId);
  const deliveryLog = createDeliveryLog(viewerId);
  const arrivals = new Set<(message: Message) => void>();

  const outbox = createOutbox({
    userId: viewerId,
    storage: storage.outbox,
    turn: createSendingTurn(viewerId),
    tabs: createTabChannel<OutboxNews>(`converge.outbox.${viewerId}`),
    async send({ id, chatId, content, createdAt }) {
      let sender: string | null = null;
      const input = { chatId, content, clientMessageId: id };
      const answer = await run(
        'sender',
        CreateMessageDocument,
        { input },
        { onServed: (by) => (sender = by) },
      );
      const message = answer.createMessage;
      deliveryLog.accepted({ message, sender, sentAt: Date.parse(createdAt) });
      return message;
    },
    onAccepted: (message, isStored) =>
      store.update(message.chatId, (state) => {
        const merged = mergeAnswer(state, message);
        return isStored ? withStored(merged, [message.id]) : merged;
      }),
  });

  const feed = createFeed(
    store,
    createFeedReads(transport, viewerId),
    {
      onMessages: outbox.accepted,
      onArrival(message, sender) {
        history.trim(message.chatId);
        deliveryLog.arrived({ message, sender, receiver: feed.status.get().instance });
        arrivals.forEach((listener) => listener(message));
      },
      onPersisted(messageIds) {
        deliveryLog.stored(messageIds);
        outbox.persisted(messageIds);
      },
      onLive() {
        outbox.live();
        for (const { chat } of store.list()) readMarker.look(chat.id);
      },
      onHole: (chatId) => void history.mend(chatId),
      onReset(chatId) {
        outbox.confirm(chatId);
        readMarker.look(chatId);
      },
    },
    () => navigator.onLine,
  );

  const socket = createFeedSocket({
    url: routes.socketUrl,
    token: () => (isViewers() ? session.token() : null),
    renew: async (stale) => isViewers() && (await session.renew(stale)) && isViewers(),
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
    async (chatId, upToSeq) =>
      (await run('sender', MarkChatAsReadDocument, { chatId, upToSeq }, { outlivesPage: true }))
        .markChatAsRead,
  );
  const messages = createMessageCommands(store, transport);
  const receipts = createReceipts(store, messages.readStatus);
  const chats = createChatCommands(store, transport, feed.learn);
  const drafts = createDraftStore(
    viewerId,
    storage.drafts,
    createTabChannel<DraftNews>(`converge.drafts.${viewerId}`),
  );

  const connectAnew = () => {
    socket.reconnect();
    feed.retrying();
  };
  let waking: ReturnType<typeof setTimeout> | undefined;
  const online = () => {
    connectAnew();
    clearTimeout(waking);
    waking = setTimeout(outbox.wake, WAKE_AFTER_MS);
  };
  // The socket may not notice for a while; if the server can be reached all the same, the next attempt tells.
  const offline = () => {
    feed.disconnected();
    socket.reconnect();
  };
  const shownOrHidden = () => {
    if (document.visibilityState === 'hidden') readMarker.flush();
    else outbox.inView();
  };

  return {
    store,
    feed,
    outbox,
    history,
    readMarker,
    chats,
    messages,
    drafts,
    deliveries: deliveryLog.list,
    clearDeliveries: deliveryLog.clear,
    settleReceipts: (chatId) => void receipts.settle(chatId),
    onArrival(listener) {
      arrivals.add(listener);
      return () => arrivals.delete(listener);
    },
    start() {
      routes.onReceiverChange(connectAnew);
      window.addEventListener('online', online);
      window.addEventListener('offline', offline);
      window.addEventListener('pagehide', readMarker.flush);
      document.addEventListener('visibilitychange', shownOrHidden);
      socket.start();
      outbox
        .start()
        .catch((error: unknown) => console.warn('What waited to be sent could not be read:', error));
      drafts.start().catch((error: unknown) => console.warn('The drafts could not be read:', error));
    },
    stop() {
      isStopped = true;
      clearTimeout(waking);
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
      window.removeEventListener('pagehide', readMarker.flush);
      document.removeEventListener('visibilitychange', shownOrHidden);
      routes.onReceiverChange(() => {});
      socket.stop();
      feed.stop();
      // Whoever asks again until there is an answer stops asking.
      feed.disconnected();
      outbox.stop();
      readMarker.stop();
      drafts.stop();
    },
  };
}
