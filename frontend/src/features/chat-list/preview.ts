import { useEffect } from 'react';
import type { ChatState } from '../../sync/chat-state';
import { useAccount, useFeedStatus } from '../../sync/context';

/** A row that is only scrolled past asks for nothing. */
const SETTLED_MS = 120;

/** Reads the last message of a chat once it rests in view; from then on the feed keeps it up. */
export function usePreview({ chat, messages }: ChatState): void {
  const { history } = useAccount().sync;
  const { phase } = useFeedStatus();
  const isMissing = !messages.length && chat.lastSeq > 0 && phase === 'live';

  useEffect(() => {
    if (!isMissing) return;
    const timer = setTimeout(() => {
      // Only a preview: without it the line stays empty until the feed or the opened chat brings one.
      history.preview(chat.id).catch((error: unknown) => console.warn('No preview:', error));
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isMissing, history, chat.id]);
}
