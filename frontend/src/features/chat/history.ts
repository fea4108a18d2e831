import { useEffect, useState } from 'react';
import { hasOlder, type ChatState } from '../../sync/chat-state';
import { useAccount } from '../../sync/context';

/** Unread messages up to so many are read at opening, so that the chat opens at the first of them. */
const OPENING_MESSAGES = 200;
/** Fewer than these might not fill the screen. */
const SCREENFUL = 20;

export interface Loading {
  /** Why a page could not be read, as `failureOf` takes it. */
  readonly problem: unknown;
  retry(): void;
}

/** The seq of the first unread message; null if all is read. */
export type UnreadFrom = number | null;

/** Whether the first unread message is near enough to the end to open the chat there. */
export const opensAtUnread = (state: ChatState, from: UnreadFrom): from is number =>
  from !== null && state.chat.lastSeq - from < OPENING_MESSAGES;

function isEnough(state: ChatState, from: UnreadFrom): boolean {
  const first = state.messages[0]?.seq;
  if (first === undefined) return state.chat.lastSeq === 0;
  if (!hasOlder(state)) return true;
  return state.messages.length >= SCREENFUL && (!opensAtUnread(state, from) || first < from);
}

/** Reads what a chat needs to be shown for the first time. Once open it stays open. */
export function useOpening(state: ChatState, from: UnreadFrom): Loading & { isOpen: boolean } {
  const isReady = isEnough(state, from);
  const [wasReady, setWasReady] = useState(isReady);
  if (isReady && !wasReady) setWasReady(true);
  const loading = useMessagesBefore(state, !isReady && !wasReady);
  return { ...loading, isOpen: isReady || wasReady || (!!loading.problem && state.messages.length > 0) };
}

/** Reads the next older page whenever one `isWanted`, or the newest one if none is there yet. */
export function useMessagesBefore(state: ChatState, isWanted: boolean): Loading {
  const { history } = useAccount().sync;
  const [problem, setProblem] = useState<unknown>(null);
  const [pages, setPages] = useState(0);
  const chatId = state.chat.id;
  const firstSeq = state.messages[0]?.seq;
  const isWorthAsking = firstSeq === undefined ? state.chat.lastSeq > 0 : isWanted && hasOlder(state);

  useEffect(() => {
    if (problem || !isWorthAsking) return;
    const page = firstSeq === undefined ? history.open(chatId) : history.older(chatId);
    // The messages are there a moment before the page counts as read; until then the next one cannot be asked for.
    page.then(() => setPages((count) => count + 1), setProblem);
  }, [history, chatId, firstSeq, isWorthAsking, problem, pages]);

  return { problem, retry: () => setProblem(null) };
}
