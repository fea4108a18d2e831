import type { Cell } from '../../sync/cell';
import { unreadOf } from '../../sync/chat-state';
import type { ChatStore } from '../../sync/chat-store';
import type { FeedStatus } from '../../sync/feed';
import type { Message } from '../../sync/model';

/** What a person is told of. */
export type News =
  | { kind: 'message'; message: Message }
  /** After an absence: so many messages in these chats, all at once. */
  | { kind: 'summary'; count: number; chatIds: readonly string[] };

/** By chat: the seq up to which somebody has been told. Like every watermark it only rises. */
export type Told = Map<string, number>;

/** What the tabs of one browser that are signed in as the same person know of each other. */
export interface NotifierTabs {
  /**
   * Does this after what any tab asked for before, so that a person is told in the order in which it happened: a later
   * notification of a chat takes the place of the earlier one. Nobody waits for a hung tab for ever.
   */
  inTurn(work: () => Promise<void>): Promise<void>;
  /** Changes what has been told while no other tab does, and answers what `change` answers. */
  claim<T>(change: (told: Told) => T): Promise<T>;
  /** The chats that are open in a visible tab. */
  lookedAt(): Promise<ReadonlySet<string>>;
}

export interface NotifierOptions {
  store: ChatStore;
  status: Cell<FeedStatus>;
  /** Resolves once what was missed has been read: a live feed may still be reading it. */
  settled(): Promise<void>;
  onArrival(listener: (message: Message) => void): () => void;
  tabs: NotifierTabs;
  /** Whether the person wants to be told at all, asked each time. */
  isWanted(): boolean;
  /** Resolves once it is shown, or there is nothing to show any more. */
  tell(news: News): Promise<void>;
}

/**
 * Decides of what a person is told: every message of others, by one tab of all; none of a chat that somebody is looking
 * at; and what came while the feed was interrupted in one sentence. Answers how to stop.
 */
export function startNotifier(options: NotifierOptions): () => void {
  const { store, status, settled, tabs, isWanted, tell } = options;
  const end = new AbortController();
  const ended = new Promise<void>((resolve) => end.signal.addEventListener('abort', () => resolve()));
  /** The end of each chat when the feed was last live; null: it is, or it never was. */
  let ends: ReadonlyMap<string, number> | null = null;
  let wasLive = status.get().phase === 'live';

  async function arrived(message: Message): Promise<void> {
    if (message.senderId === store.viewerId || message.content === null || !isWanted()) return;
    await tabs.inTurn(() => tellOf(message));
  }

  async function tellOf(message: Message): Promise<void> {
    const { chatId, seq } = message;
    const isMine = await tabs.claim((told) => raise(told, chatId, seq));
    if (!isMine || (await tabs.lookedAt()).has(chatId) || end.signal.aborted) return;
    await untilTold({ kind: 'message', message });
  }

  async function cameBack(since: ReadonlyMap<string, number>): Promise<void> {
    await settled();
    if (isWanted()) await tabs.inTurn(() => tellOfMissed(since));
  }

  /** What came since `since`, is not read, and was told by no tab. */
  async function tellOfMissed(since: ReadonlyMap<string, number>): Promise<void> {
    const missed = await tabs.claim((told) =>
      store.list().flatMap((state) => {
        const { id, lastSeq } = state.chat;
        const known = Math.max(since.get(id) ?? 0, told.get(id) ?? 0);
        const count = Math.min(unreadOf(state), lastSeq - known);
        return count > 0 && raise(told, id, lastSeq) ? [{ id, count }] : [];
      }),
    );
    const seen = await tabs.lookedAt();
    const news = missed.filter(({ id }) => !seen.has(id));
    if (!news.length || end.signal.aborted) return;
    const count = news.reduce((sum, chat) => sum + chat.count, 0);
    await untilTold({ kind: 'summary', count, chatIds: news.map(({ id }) => id) });
  }

  /** After the end nothing is shown, and the turn is free. */
  const untilTold = (news: News): Promise<void> => Promise.race([tell(news), ended]);

  function phaseChanged(): void {
    const isLive = status.get().phase === 'live';
    if (isLive === wasLive) return;
    wasLive = isLive;
    if (!isLive) ends = new Map(store.list().map(({ chat }) => [chat.id, chat.lastSeq]));
    else if (ends) run(cameBack(ends));
  }

  const stops = [
    options.onArrival((message) => run(arrived(message))),
    status.subscribe(phaseChanged),
    () => end.abort(),
  ];
  return () => stops.forEach((stop) => stop());
}

/** True if nobody had been told that far. */
function raise(told: Told, chatId: string, seq: number): boolean {
  if (seq <= (told.get(chatId) ?? 0)) return false;
  // Anew at the end: what was touched last is forgotten last.
  told.delete(chatId);
  told.set(chatId, seq);
  return true;
}

const run = (work: Promise<void>): void =>
  void work.catch((error: unknown) => console.warn('A notification could not be shown:', error));
