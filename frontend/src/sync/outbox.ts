import { v7 } from 'uuid';
import type { Message } from './model';
import { backoffMs } from './backoff';
import { failureOf } from './failure';
import type { OutboxItem, OutboxStorage } from './outbox-item';
import { createOutboxItems, type OutboxNews } from './outbox-items';
import { createRecent } from './recent';
import { alwaysMine, type SendingTurn } from './sending-turn';
import type { TabChannel } from './tab-channel';

/**
 * An accepted message is stored within moments. If Persisted has not come after this time, it was told while nobody
 * listened (a feed that had just come back), or Postgres is away: then it is asked about, ever less often.
 */
const ASK_AFTER_MS = 5_000;
const ASK_AT_LEAST_EVERY_MS = 60_000;
/** An error inside the server is tried so often before a person is asked. */
const MOST_SERVER_ERRORS = 5;
/** So many ids of stored messages are remembered: Persisted may come before the answer that tells whose id it is. */
const REMEMBERED = 500;

export interface OutboxOptions {
  userId: string;
  storage: OutboxStorage;
  /** Sends one message with the item's id as its idempotency key. */
  send(item: OutboxItem): Promise<Message>;
  /** A sender has accepted it; `isStored`: its Persisted has come already. */
  onAccepted(message: Message, isStored: boolean): void;
  /** Which tab of the account sends. Without: this one. */
  turn?: SendingTurn;
  /** The outboxes of the account's other tabs. */
  tabs?: TabChannel<OutboxNews>;
  random?: () => number;
}

export interface Outbox {
  /** Takes up what an earlier page has left. */
  start(): Promise<void>;
  stop(): void;
  add(chatId: string, content: string): OutboxItem;
  /** Sends a failed message again. After a CONFLICT under a new id, since the old one is taken. */
  retry(id: string): void;
  remove(id: string): void;
  /** Messages that the server has; those that are ours are accepted. */
  accepted(messages: readonly Message[]): void;
  persisted(messageIds: readonly string[]): void;
  /** The feed broke off: from now on a Persisted may be missed. */
  interrupted(): void;
  /** The feed is live: sends again, under the same ids, what was accepted but never confirmed. */
  live(): void;
  /** The same in one chat, of which the server may have lost what it had only accepted. */
  confirm(chatId: string): void;
  /** The browser is online again: no more waiting. */
  wake(): void;
  /** The person looks at this tab: it sends what waits, since one in the background may be throttled or frozen. */
  inView(): void;
  ofChat(chatId: string): readonly OutboxItem[];
  /** What will not be sent unless a person decides so, of all chats. The same array until something changes. */
  failed(): readonly OutboxItem[];
  /** Messages that no sender has accepted yet. */
  waiting(): number;
  subscribe(listener: () => void): () => void;
}

/**
 * Messages on their way out, in order within each chat, one in flight per chat. What can heal (network, UNAVAILABLE,
 * RATE_LIMITED) is tried again without end; what cannot is kept with its reason until a person decides. An item
 * leaves only when the server has said Persisted, which it says again of what is sent again. Every tab shows all items;
 * the one whose turn it is sends them.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { userId, send, onAccepted, random, turn = alwaysMine() } = options;
  const items = createOutboxItems(userId, options.storage, options.tabs);
  const { ofChat, all, find, put } = items;
  const inFlight = new Set<string>();
  const pauses = new Map<string, ReturnType<typeof setTimeout>>();
  const attempts = new Map<string, number>();
  /** Ids of which Persisted may have been missed: left by an earlier page, or accepted before the feed broke off. */
  const doubtful = new Set<string>();
  const stored = createRecent(REMEMBERED);
  let isStopped = false;
  let isFeedLive = false;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  function drop(item: OutboxItem): void {
    doubtful.delete(item.id);
    items.drop(item);
  }

  function pump(chatId: string): void {
    if (isStopped || !turn.isMine() || inFlight.has(chatId) || pauses.has(chatId)) return;
    const item = ofChat(chatId).find(({ state }) => state === 'queued');
    if (!item) return;
    inFlight.add(chatId);
    send(item)
      .then(
        (message) => {
          // Kept as it is: whoever opens this account next sends it again, which changes nothing.
          if (isStopped) return;
          attempts.delete(chatId);
          accept(message);
          onAccepted(message, stored.has(message.id));
        },
        (error: unknown) => refuse(item.id, error),
      )
      .finally(() => {
        inFlight.delete(chatId);
        pump(chatId);
      });
  }

  function accept(message: Message): void {
    if (message.senderId !== userId || !message.clientMessageId) return;
    const item = ofChat(message.chatId).find(({ id }) => id === message.clientMessageId);
    if (!item) return;
    if (stored.has(message.id)) return drop(item);
    if (item.state === 'accepted') return;
    put({ ...item, state: 'accepted', messageId: message.id, failure: undefined });
    askLater();
  }

  function askLater(): void {
    asking ??= setTimeout(
      () => {
        asking = undefined;
        const accepted = all().filter(({ state }) => state === 'accepted');
        if (!accepted.length) return void (asked = 0);
        // A feed that is away asks about everything when it is back.
        if (isFeedLive) confirm(accepted);
        for (const chatId of items.chatIds()) pump(chatId);
        askLater();
      },
      Math.min(ASK_AFTER_MS * 2 ** asked++, ASK_AT_LEAST_EVERY_MS),
    );
  }

  function refuse(id: string, error: unknown): void {
    const item = find(id);
    // Its event may have come while its answer was lost: then it is accepted, whatever this attempt says.
    if (isStopped || item?.state !== 'queued') return;
    // Another tab is sending it now, and will say what becomes of it.
    if (!turn.isMine()) return;
    const failure = failureOf(error);
    const attempt = attempts.get(item.chatId) ?? 0;
    const canHeal = failure.isRetriable || failure.code === 'UNAUTHENTICATED';
    const isServers = failure.code === 'INTERNAL_SERVER_ERROR' && attempt < MOST_SERVER_ERRORS;
    if (!canHeal && !isServers) {
      attempts.delete(item.chatId);
      // It was sent long ago and is asked about only to hear of its end; the viewer has left the chat since.
      if (failure.code === 'NOT_FOUND' && item.messageId) return drop(item);
      const reason = failure.fields?.map((field) => field.message).join(' ') || failure.message;
      return put({ ...item, state: 'failed', failure: { code: failure.code, message: reason } });
    }
    attempts.set(item.chatId, attempt + 1);
    pause(item.chatId, Math.max(failure.retryAfterMs ?? 0, backoffMs(attempt, random)));
  }

  function pause(chatId: string, ms: number): void {
    const timer = setTimeout(() => {
      pauses.delete(chatId);
      pump(chatId);
    }, ms);
    pauses.set(chatId, timer);
  }

  function wake(): void {
    clear(pauses.values());
    pauses.clear();
    for (const chatId of items.chatIds()) pump(chatId);
  }

  /** What an earlier page or another tab has left: whether it was stored was told while this tab did not listen. */
  async function takeStock(): Promise<void> {
    for (const item of await items.load()) doubtful.add(item.id);
  }

  /** The turn has come to this tab: what the one before may not have brought to its end is sent from here. */
  async function takeOver(): Promise<void> {
    await takeStock().catch((error: unknown) => console.warn('The outbox could not be read:', error));
    if (isFeedLive) confirm(all().filter(({ id }) => doubtful.has(id)));
    wake();
  }

  /** Whoever has the turn sends again what was accepted; the others know that they must, should it come to them. */
  function confirm(some: readonly OutboxItem[]): void {
    for (const item of some) {
      if (item.state !== 'accepted') continue;
      doubtful.add(item.id);
      if (turn.isMine()) put({ ...item, state: 'queued' });
    }
  }

  function clear(timers: Iterable<ReturnType<typeof setTimeout>>): void {
    for (const timer of timers) clearTimeout(timer);
  }

  return {
    async start() {
      items.start();
      turn.start(() => void takeOver());
      await takeStock();
    },
    stop() {
      isStopped = true;
      turn.stop();
      items.stop();
      clearTimeout(asking);
      clear(pauses.values());
    },
    interrupted() {
      isFeedLive = false;
    },
    add(chatId, content) {
      const item: OutboxItem = {
        id: v7(),
        userId,
        chatId,
        content,
        createdAt: new Date().toISOString(),
        state: 'queued',
      };
      put(item);
      // The person writes here, so this tab is awake.
      turn.take();
      pump(chatId);
      return item;
    },
    retry(id) {
      const item = find(id);
      if (item?.state !== 'failed') return;
      const isTaken = item.failure?.code === 'CONFLICT';
      if (isTaken) drop(item);
      put({ ...item, id: isTaken ? v7() : item.id, state: 'queued', failure: undefined });
      turn.take();
      pump(item.chatId);
    },
    remove(id) {
      const item = find(id);
      if (item) drop(item);
    },
    accepted: (messages) => messages.forEach(accept),
    persisted(messageIds) {
      messageIds.forEach(stored.add);
      for (const item of all()) if (item.messageId && stored.has(item.messageId)) drop(item);
    },
    wake,
    inView() {
      if (all().some(({ state }) => state === 'queued')) turn.take();
    },
    live() {
      isFeedLive = true;
      confirm(all());
      wake();
    },
    confirm(chatId) {
      confirm(ofChat(chatId));
      wake();
    },
    ofChat,
    failed: items.failed,
    waiting: () => all().filter((item) => item.state === 'queued' && !item.messageId).length,
    subscribe: items.subscribe,
  };
}
