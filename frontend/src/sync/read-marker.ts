import type { ReadCursor } from './model';
import { backoffMs } from './backoff';
import { watermarkOf, withCursors, withSeen } from './chat-state';
import type { ChatStore } from './chat-store';
import { failureOf } from './failure';

/** Several messages that arrive together are marked with one mutation. Milliseconds. */
const SETTLE_MS = 250;

export interface ReadMarker {
  /** The viewer has the end of this chat before their eyes, up to `seq`. */
  saw(chatId: string, seq: number): void;
  /** A chat was read afresh, or the feed is live again: the server may not know (any more) what was seen there. */
  look(chatId: string): void;
  /** Tells at once what waits to be told: the page may be about to go. */
  flush(): void;
  stop(): void;
}

/** Tells the server how far the viewer has read: debounced, the newest watermark only, tried until it is known. */
export function createReadMarker(
  store: ChatStore,
  mark: (chatId: string, upToSeq: number) => Promise<ReadCursor>,
): ReadMarker {
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const inFlight = new Set<string>();
  let isStopped = false;

  function later(chatId: string, ms: number, attempt: number): void {
    if (isStopped || timers.has(chatId) || inFlight.has(chatId)) return;
    timers.set(
      chatId,
      setTimeout(() => void tell(chatId, attempt), ms),
    );
  }

  const isBehind = (chatId: string): number | undefined => {
    const state = store.get(chatId);
    return state && state.seenSeq > watermarkOf(state, store.viewerId).low ? state.seenSeq : undefined;
  };

  async function tell(chatId: string, attempt: number): Promise<void> {
    timers.delete(chatId);
    const seq = isBehind(chatId);
    if (seq === undefined) return;
    inFlight.add(chatId);
    try {
      const cursor = await mark(chatId, seq);
      inFlight.delete(chatId);
      store.update(chatId, (state) => withCursors(state, [cursor]));
      look(chatId);
    } catch (error) {
      inFlight.delete(chatId);
      const { code, isRetriable, message, retryAfterMs = 0 } = failureOf(error);
      if (isRetriable || code === 'UNAUTHENTICATED') {
        return later(chatId, Math.max(retryAfterMs, backoffMs(attempt)), attempt + 1);
      }
      console.warn('The chat could not be marked as read:', message);
    }
  }

  const look = (chatId: string) => {
    if (isBehind(chatId) !== undefined) later(chatId, SETTLE_MS, 0);
  };

  return {
    saw(chatId, seq) {
      store.update(chatId, (state) => withSeen(state, seq));
      look(chatId);
    },
    look,
    flush() {
      for (const [chatId, timer] of [...timers]) {
        clearTimeout(timer);
        void tell(chatId, 0);
      }
    },
    stop() {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
