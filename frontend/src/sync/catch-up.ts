import type { Position } from './model';
import { backoffMs, wait } from './backoff';
import { freshState, mergeChanges } from './chat-merge';
import {
  newChatState,
  watermarkOf,
  withCursors,
  withoutUnstored,
  withPosition,
  withSeen,
  type ChatState,
} from './chat-state';
import type { ChatStore } from './chat-store';
import { failureOf } from './failure';
import type { FeedReads, ListedChat } from './feed-reads';

/** Beyond so many pages of changes (500 each) reading a chat afresh is cheaper than to follow what happened. */
const MOST_PAGES = 10;
/** So often is a receiver asked again that does not know yet of an event which another has told. */
const MOST_REPEATS = 4;
/**
 * The epoch told by a receiver that cannot ask Redis: all it says is Postgres', without what was accepted and not stored yet.
 * Good enough to be shown, but no place from which the feed could go on.
 */
const UNKNOWN_EPOCH = 'unknown';

/** Thrown when the connection for which something was read is gone: whatever comes of it is nobody's any more. */
export class Superseded extends Error {}

export type IsCurrent = () => boolean;

/** Stands after every await: what was read may only be used while its connection lives. @throws Superseded */
function ensure(isCurrent: IsCurrent): void {
  if (!isCurrent()) throw new Superseded();
}

/**
 * Asks until there is an answer, however long the server is away, as long as `isCurrent`.
 * @throws Superseded
 */
async function persistently<T>(ask: () => Promise<T>, isCurrent: IsCurrent): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      ensure(isCurrent);
      console.warn('Catching up will be tried again:', failureOf(error).message);
    }
    await wait(backoffMs(attempt));
    ensure(isCurrent);
  }
}

/** Thrown to ask again: the answer was Postgres' alone. */
class WithoutRedis extends Error {
  override readonly message = 'The chat store cannot be reached.';
}

const isPlaced = ({ chat }: ListedChat): boolean => chat.position.epoch !== UNKNOWN_EPOCH;

export interface CatchUp {
  /**
   * Reads the list; answers the chats whose changes have to be read one by one. One that Redis had no part in is shown, and the list
   * is read again until it had. @throws Superseded
   */
  list(isCurrent: IsCurrent): Promise<readonly string[]>;
  /** Brings a chat up to date, at least to `place` if one is known. @throws Superseded */
  changes(chatId: string, place: Position | null, isCurrent: IsCurrent): Promise<void>;
  /** Forgets what is known of a chat and reads it again. @throws Superseded */
  afresh(chatId: string, isCurrent: IsCurrent): Promise<void>;
  /** The same, because the chat lives in another epoch: that of `place`, if one is known. @throws Superseded */
  reset(chatId: string, place: Position | null, isCurrent: IsCurrent): Promise<void>;
}

export interface CatchUpListener {
  /** Messages of a chat that were read. */
  onRead(state: ChatState): void;
  /** The place in this chat could not be served. */
  onReset(chatId: string): void;
}

export function createCatchUp(store: ChatStore, reads: FeedReads, listener: CatchUpListener): CatchUp {
  /** One chat as the list has it. `isBehind`: its messages are known from an earlier place, so changes are missing. */
  function adopted(listed: ListedChat): { state: ChatState; isBehind: boolean } {
    const { chat, lastReadSeq } = listed;
    const known = store.get(chat.id);
    const isSamePlace =
      known?.chat.position.epoch === chat.position.epoch &&
      known.chat.position.revision >= chat.position.revision;
    // A single message is but the list's preview: cheaper read again than followed. Postgres alone takes nothing away.
    if (known && (isSamePlace || known.messages.length > 1 || !isPlaced(listed))) {
      // The viewer's own cursor is in the list already: badges are right before anything else is read.
      return { state: ownCursor(withoutUnstored(known), lastReadSeq), isBehind: !isSamePlace };
    }
    return { state: asSeenIn(known, newChatState(store.viewerId, chat, lastReadSeq)), isBehind: false };
  }

  /** Takes over what the list says. `isWhole`: Redis had its part in all of it, so what is not listed is gone. */
  function adopt(listed: readonly ListedChat[]): { isWhole: boolean; behind: string[] } {
    const isWhole = listed.every(isPlaced);
    const ids = new Set(listed.map(({ chat }) => chat.id));
    const unlisted = isWhole ? [] : store.list().filter(({ chat }) => !ids.has(chat.id));
    const chats = listed.map(adopted);
    store.replaceAll([...unlisted, ...chats.map(({ state }) => state)]);
    return { isWhole, behind: chats.filter((one) => one.isBehind).map(({ state }) => state.chat.id) };
  }

  /** The chat as Redis knows it. @throws while Redis does not answer: the list shows meanwhile what there is. */
  async function placed(chatId: string): Promise<ListedChat | null> {
    const listed = await reads.chat(chatId);
    if (listed && !isPlaced(listed)) throw new WithoutRedis();
    return listed;
  }

  async function afresh(chatId: string, isCurrent: IsCurrent): Promise<void> {
    // First the chat, then its messages: so the messages are at least as new as the chat's position.
    const fresh = await persistently(() => placed(chatId), isCurrent);
    ensure(isCurrent);
    if (!fresh?.chat.isActive) return store.drop(chatId);
    const isShown = (store.get(chatId)?.messages.length ?? 0) > 0;
    const page = isShown ? await persistently(() => reads.latest(chatId), isCurrent) : undefined;
    ensure(isCurrent);
    const { viewerId } = store;
    const state = freshState(
      viewerId,
      fresh.chat,
      fresh.lastReadSeq,
      page?.messages ?? [],
      !!page?.isFirstPage,
    );
    store.put(asSeenIn(store.get(chatId), state));
    listener.onRead(state);
  }

  /** One page. True: there is more to ask. */
  async function page(chatId: string, state: ChatState, isCurrent: IsCurrent): Promise<boolean> {
    const answer = await persistently(() => reads.changes(chatId, state.chat.position), isCurrent);
    ensure(isCurrent);
    if (!answer || answer.chat?.isActive === false) {
      store.drop(chatId);
      return false;
    }
    if (answer.reset) {
      await afresh(chatId, isCurrent);
      listener.onReset(chatId);
      return false;
    }
    store.update(chatId, (current) => mergeChanges(current, answer));
    const merged = store.get(chatId);
    if (merged) listener.onRead(merged);
    return answer.hasMore;
  }

  async function changes(chatId: string, place: Position | null, isCurrent: IsCurrent): Promise<void> {
    let repeats = 0;
    for (let pages = 0; ; pages++) {
      const state = store.get(chatId);
      if (!state) return;
      if (pages >= MOST_PAGES) return afresh(chatId, isCurrent);
      if (await page(chatId, state, isCurrent)) continue;
      if (!place || hasReached(store.get(chatId), place)) return;
      if (repeats++ >= MOST_REPEATS) return skipTo(chatId, place);
      await wait(backoffMs(repeats));
      ensure(isCurrent);
    }
  }

  async function reset(chatId: string, place: Position | null, isCurrent: IsCurrent): Promise<void> {
    for (let repeats = 0; ; repeats++) {
      await afresh(chatId, isCurrent);
      const isThere = !place || store.get(chatId)?.chat.position.epoch === place.epoch || !store.get(chatId);
      if (isThere) break;
      if (repeats >= MOST_REPEATS) {
        skipTo(chatId, place);
        break;
      }
      await wait(backoffMs(repeats));
      ensure(isCurrent);
    }
    listener.onReset(chatId);
  }

  /** The server insists that nothing lies between: then the feed goes on from there, instead of asking for ever. */
  const skipTo = (chatId: string, place: Position) =>
    store.update(chatId, (state) => withPosition(state, place));

  return {
    async list(isCurrent) {
      return persistently(async () => {
        const listed = await reads.chats();
        ensure(isCurrent);
        const { isWhole, behind } = adopt(listed);
        if (!isWhole) throw new WithoutRedis();
        return behind;
      }, isCurrent);
    },
    changes,
    afresh,
    reset,
  };
}

const hasReached = (state: ChatState | undefined, { epoch, revision }: Position): boolean =>
  !state || state.chat.position.epoch !== epoch || state.chat.position.revision >= revision;

/**
 * What the viewer has looked at stays seen in the chat that was read afresh, though the server may not know of it (any more). But not
 * beyond the end, which may have fallen: a new message would count as read.
 */
function asSeenIn(known: ChatState | undefined, fresh: ChatState): ChatState {
  if (!known) return fresh;
  const seen = Math.max(known.seenSeq, watermarkOf(known, known.viewerId).low);
  return withSeen(fresh, Math.min(seen, fresh.chat.lastSeq));
}

const ownCursor = (state: ChatState, lastReadSeq: number): ChatState =>
  withCursors(state, [{ chatId: state.chat.id, userId: state.viewerId, lastReadSeq, readAt: '' }]);
