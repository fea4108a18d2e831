import { useEffect, useState } from 'react';
import { hasOlder, type ChatState } from '../../sync/chat-state';
import { useAccount, useFeedStatus } from '../../sync/context';
import type { Unread } from './message-list-place';

/** Fewer than these might not fill the screen. */
const SCREENFUL = 20;

export interface Loading {
  /** Why a page could not be read, as `failureOf` takes it. */
  readonly problem: unknown;
  retry(): void;
}

function isEnough(state: ChatState, unread: Unread | null): boolean {
  const first = state.messages[0]?.seq;
  if (first === undefined) return state.chat.lastSeq === 0;
  if (!hasOlder(state)) return true;
  return state.messages.length >= SCREENFUL && (!unread || unread.isFar || first < unread.from);
}

/** Reads what a chat needs to be shown for the first time. Once open it stays open. */
export function useOpening(state: ChatState, unread: Unread | null): Loading & { isOpen: boolean } {
  const [wasReady, setWasReady] = useState(false);
  const isEnoughThere = isEnough(state, unread);
  const loading = useMessagesBefore(state, !isEnoughThere && !wasReady);
  const isReady = isEnoughThere || loading.isEmpty;
  if (isReady && !wasReady) setWasReady(true);
  return { ...loading, isOpen: isReady || wasReady || (!!loading.problem && state.messages.length > 0) };
}

/**
 * Reads the next older page whenever one `isWanted`, or the newest one if none is there yet. What failed is tried again
 * when a person asks for it, or when the feed is back.
 */
export function useMessagesBefore(state: ChatState, isWanted: boolean): Loading & { isEmpty: boolean } {
  const { history } = useAccount().sync;
  const { phase } = useFeedStatus();
  const [problem, setProblem] = useState<unknown>(null);
  const [pages, setPages] = useState(0);
  /** The chat as it was when its newest page was read: if that had nothing, nothing is asked for again. */
  const [readLife, setReadLife] = useState<object | null>(null);
  const { life, chat } = state;
  const chatId = chat.id;
  const firstSeq = state.messages[0]?.seq;
  const isEmpty = firstSeq === undefined && readLife === life;
  const isWorthAsking = firstSeq === undefined ? chat.lastSeq > 0 && !isEmpty : isWanted && hasOlder(state);

  useEffect(() => {
    if (phase === 'live') setProblem(null);
  }, [phase]);

  useEffect(() => {
    if (problem || !isWorthAsking) return;
    const isNewest = firstSeq === undefined;
    const page = isNewest ? history.open(chatId) : history.older(chatId);
    // The messages are there a moment before the page counts as read; until then the next one cannot be asked for.
    page.then(() => {
      if (isNewest) setReadLife(life);
      setPages((count) => count + 1);
    }, setProblem);
  }, [history, chatId, life, firstSeq, isWorthAsking, problem, pages]);

  return { problem, retry: () => setProblem(null), isEmpty };
}
