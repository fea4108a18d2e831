import { useEffect, useState } from 'react';
import { hasOlder, type ChatState } from '../../sync/chat-state';
import { useAccount } from '../../sync/context';
import type { UnreadFrom } from './history';
import type { MessageVirtualizer } from './message-list-virtualizer';
import type { Row } from './rows';

/**
 * Goes to the first unread message when that lies beyond what is loaded: reads page after page up to it, then jumps.
 * A failure ends it; the top of the list says why, and the person may try again.
 */
export function useJumpToUnread(
  state: ChatState,
  unreadFrom: UnreadFrom,
  rows: readonly Row[],
  virtualizer: MessageVirtualizer,
) {
  const { history } = useAccount().sync;
  const [phase, setPhase] = useState<'idle' | 'busy' | 'done'>('idle');
  const first = state.messages[0]?.seq ?? Infinity;
  const isThere = unreadFrom !== null && (first <= unreadFrom || !hasOlder(state));
  const chatId = state.chat.id;

  useEffect(() => {
    if (phase !== 'busy') return;
    if (!isThere) return void history.older(chatId).catch(() => setPhase('idle'));
    const index = rows.findIndex((row) => row.message?.seq === unreadFrom);
    virtualizer.scrollToIndex(Math.max(0, index), { align: 'start' });
    setPhase('done');
  }, [phase, isThere, first, history, chatId, rows, unreadFrom, virtualizer]);

  return { jump: () => setPhase('busy'), isBusy: phase === 'busy', isDone: phase === 'done' };
}
