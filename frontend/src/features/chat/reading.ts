import { useEffect } from 'react';
import type { ChatState } from '../../sync/chat-state';
import { useAccount, useFeedStatus } from '../../sync/context';
import { undecided } from '../../sync/ticks';
import { useTabVisible } from '../../ui/visibility';

/** A chat is read only while its end is in view in a visible tab. */
export function useReading(state: ChatState, isEndInView: boolean): void {
  const { readMarker } = useAccount().sync;
  const isTabVisible = useTabVisible();
  const chatId = state.chat.id;
  const lastSeq = state.messages.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (isEndInView && isTabVisible && lastSeq > 0) readMarker.saw(chatId, lastSeq);
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
