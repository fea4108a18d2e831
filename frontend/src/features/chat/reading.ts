import { useEffect, useEffectEvent } from 'react';
import type { ChatState } from '../../sync/chat-state';
import { useAccount, useFeedStatus } from '../../sync/context';
import { undecided } from '../../sync/ticks';
import { useTabVisible } from '../../ui/visibility';

/** The list follows a new message within so many frames. */
const FRAMES_TO_FOLLOW = 3;

/**
 * A chat is read only while its end is in view in a visible tab. `isEndInView` was seen before the newest message was
 * laid out, so it only says when to look: `isAtEnd` is asked where the end is now.
 */
export function useReading(state: ChatState, isEndInView: boolean, isAtEnd: () => boolean): void {
  const { readMarker } = useAccount().sync;
  const isTabVisible = useTabVisible();
  const chatId = state.chat.id;
  const lastSeq = state.messages.at(-1)?.seq ?? 0;
  const atEnd = useEffectEvent(isAtEnd);
  useEffect(() => {
    if (!isEndInView || !isTabVisible || lastSeq === 0) return;
    let frame = 0;
    const look = (framesLeft: number) => {
      if (atEnd()) readMarker.saw(chatId, lastSeq);
      else if (framesLeft > 0) frame = requestAnimationFrame(() => look(framesLeft - 1));
    };
    look(FRAMES_TO_FOLLOW);
    return () => cancelAnimationFrame(frame);
  }, [readMarker, chatId, lastSeq, isEndInView, isTabVisible]);
}

/** Asks who has read what, where the ticks cannot tell. */
export function useReceipts(state: ChatState): void {
  const { settleReceipts } = useAccount().sync;
  const { phase } = useFeedStatus();
  const isOpen = phase === 'live' && undecided(state).length > 0;
  const chatId = state.chat.id;
  useEffect(() => {
    if (isOpen) settleReceipts(chatId);
  }, [settleReceipts, chatId, isOpen, state]);
}
