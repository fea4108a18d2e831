import { v7 } from 'uuid';
import type { Message } from './model';
import { backoffMs } from './backoff';
import { createCell } from './cell';
import { failureOf } from './failure';
import type { OutboxItem, OutboxStorage } from './outbox-item';

/** An error inside the server is tried so often before a person is asked. */
const MOST_SERVER_ERRORS = 5;
/**
 * How long after a confirmation on a live feed an accepted message still waits for its Persisted, in milliseconds. The servers' own
 * rescue stores what is pending after 5 s; a Persisted that has not come by then was told while nobody listened.
 */
const CONFIRMED_AFTER_MS = 15_000;

const NOTHING: readonly OutboxItem[] = [];

export interface OutboxOptions {
  userId: string;
  storage: OutboxStorage;
  /** Sends one message with the item's id as its idempotency key. */
  send(item: OutboxItem): Promise<Message>;
  /** A sender has accepted it. */
  onAccepted(message: Message): void;
  /** It left without its Persisted, see CONFIRMED_AFTER_MS. */
  onReleased?(chatId: string, messageId: string): void;
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
  /** Something has got better (online, feed live): no more waiting. */
  wake(): void;
  /** Sends again, under the same ids, what was accepted but never confirmed; in one chat or in all. */
  confirm(chatId?: string): void;
  ofChat(chatId: string): readonly OutboxItem[];
  /** Messages that no sender has accepted yet. */
  waiting(): number;
  subscribe(listener: () => void): () => void;
}

/**
 * Messages on their way out, in order within each chat, one in flight per chat. What can heal (network, UNAVAILABLE,
 * RATE_LIMITED) is tried again without end; what cannot is kept with its reason until a person decides. An item
 * leaves only when the server has said Persisted.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const { userId, storage, send, onAccepted, random } = options;
  const cell = createCell<ReadonlyMap<string, readonly OutboxItem[]>>(new Map());
  const inFlight = new Set<string>();
  const pauses = new Map<string, ReturnType<typeof setTimeout>>();
  const attempts = new Map<string, number>();
  const releases = new Set<ReturnType<typeof setTimeout>>();
  /** Ids of which Persisted may have been missed: left by an earlier page, or accepted before the feed broke off. */
  const doubtful = new Set<string>();
  let isStopped = false;

  const ofChat = (chatId: string) => cell.get().get(chatId) ?? NOTHING;
  const all = () => [...cell.get().values()].flat();
  const find = (id: string) => all().find((item) => item.id === id);
  const setChat = (chatId: string, items: readonly OutboxItem[]) =>
    cell.set(new Map(cell.get()).set(chatId, items));
  const kept = (work: Promise<void>) =>
    work.catch((error: unknown) => console.warn('The outbox could not be written to this browser:', error));

  function put(item: OutboxItem): void {
    const items = ofChat(item.chatId);
    const isKnown = items.some(({ id }) => id === item.id);
    setChat(item.chatId, isKnown ? items.map((old) => (old.id === item.id ? item : old)) : [...items, item]);
    void kept(storage.save(item));
  }

  function drop(item: OutboxItem): void {
    setChat(
      item.chatId,
      ofChat(item.chatId).filter(({ id }) => id !== item.id),
    );
    doubtful.delete(item.id);
    void kept(storage.remove(item.id));
  }

  function pump(chatId: string): void {
    if (isStopped || inFlight.has(chatId) || pauses.has(chatId)) return;
    const item = ofChat(chatId).find(({ state }) => state === 'queued');
    if (!item) return;
    inFlight.add(chatId);
    send(item)
      .then(
        (message) => {
          attempts.delete(chatId);
          accept(message);
          onAccepted(message);
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
    if (!item || item.state === 'accepted') return;
    put({ ...item, state: 'accepted', messageId: message.id, failure: undefined });
    if (doubtful.has(item.id)) releaseLater(item.id);
  }

  function releaseLater(id: string): void {
    const timer = setTimeout(() => {
      releases.delete(timer);
      const item = find(id);
      if (item?.state !== 'accepted') return;
      drop(item);
      options.onReleased?.(item.chatId, item.messageId ?? '');
    }, CONFIRMED_AFTER_MS);
    releases.add(timer);
  }

  function refuse(id: string, error: unknown): void {
    const item = find(id);
    // Its event may have come while its answer was lost: then it is accepted, whatever this attempt says.
    if (isStopped || item?.state !== 'queued') return;
    const failure = failureOf(error);
    const attempt = attempts.get(item.chatId) ?? 0;
    const canHeal = failure.isRetriable || failure.code === 'UNAUTHENTICATED';
    const isServers = failure.code === 'INTERNAL_SERVER_ERROR' && attempt < MOST_SERVER_ERRORS;
    if (!canHeal && !isServers) {
      attempts.delete(item.chatId);
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
    for (const chatId of cell.get().keys()) pump(chatId);
  }

  function again(item: OutboxItem): void {
    doubtful.add(item.id);
    put({ ...item, state: 'queued' });
  }

  function clear(timers: Iterable<ReturnType<typeof setTimeout>>): void {
    for (const timer of timers) clearTimeout(timer);
  }

  return {
    async start() {
      const left = await storage.load(userId);
      for (const item of left) doubtful.add(item.id);
      const chatIds = new Set(left.map((item) => item.chatId));
      for (const chatId of chatIds) {
        setChat(chatId, [...left.filter((item) => item.chatId === chatId), ...ofChat(chatId)]);
      }
      wake();
    },
    stop() {
      isStopped = true;
      clear(pauses.values());
      clear(releases);
    },
    interrupted() {
      clear(releases);
      releases.clear();
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
      pump(chatId);
      return item;
    },
    retry(id) {
      const item = find(id);
      if (item?.state !== 'failed') return;
      const isTaken = item.failure?.code === 'CONFLICT';
      if (isTaken) drop(item);
      put({ ...item, id: isTaken ? v7() : item.id, state: 'queued', failure: undefined });
      pump(item.chatId);
    },
    remove(id) {
      const item = find(id);
      if (item) drop(item);
    },
    accepted: (messages) => messages.forEach(accept),
    persisted(messageIds) {
      const stored = new Set(messageIds);
      for (const item of all()) if (item.messageId && stored.has(item.messageId)) drop(item);
    },
    wake,
    confirm(chatId) {
      const items = chatId === undefined ? all() : ofChat(chatId);
      for (const item of items) if (item.state === 'accepted') again(item);
      wake();
    },
    ofChat,
    waiting: () => all().filter((item) => item.state === 'queued' && !item.messageId).length,
    subscribe: cell.subscribe,
  };
}
