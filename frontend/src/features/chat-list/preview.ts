import { useEffect } from 'react';
import type { ChatState } from '../../sync/chat-state';
import { useAccount, useFeedStatus } from '../../sync/context';
import { failureOf } from '../../sync/failure';
import { isUndecided, readReachOf } from '../../sync/ticks';

/** A row that is only scrolled past asks for nothing. */
const SETTLED_MS = 120;

/**
 * Reads the last message of a chat once it rests in view, and who has read it if it is the viewer's own; from then on
 * the feed keeps both up.
 */
export function usePreview(state: ChatState): void {
  const { chat, messages } = state;
  const { history, settleReceipts } = useAccount().sync;
  const { phase } = useFeedStatus();
  const isMissing = !messages.length && chat.lastSeq > 0 && phase === 'live';

  useEffect(() => {
    if (!isMissing) return;
    const timer = setTimeout(() => {
      // Only a preview: without it the line stays empty until the feed or the opened chat brings one.
      history
        .preview(chat.id)
        .catch((error: unknown) => console.warn('No preview:', failureOf(error).message));
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isMissing, history, chat.id]);

  const last = messages.at(-1);
  const isOpen = phase === 'live' && !!last && isUndecided(last, state, readReachOf(state));
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(() => settleReceipts(chat.id), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isOpen, settleReceipts, chat.id]);
}
