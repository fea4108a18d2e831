import { useEffect, useState } from 'react';
import { hasOlder, type ChatState } from '../../sync/chat-state';
import { firstUnreadRow, type Unread } from './message-list-place';
import type { MessageVirtualizer } from './message-list-virtualizer';
import type { Row } from './rows';

interface JumpToUnread {
  jump(): void;
  /** Pages up to the first unread message are wanted. */
  isBusy: boolean;
  isDone: boolean;
}

/** Goes to the first unread message, as soon as what lies between has been read. */
export function useJumpToUnread(
  state: ChatState,
  unread: Unread | null,
  rows: readonly Row[],
  virtualizer: MessageVirtualizer,
): JumpToUnread {
  const [phase, setPhase] = useState<'idle' | 'busy' | 'done'>('idle');
  const first = state.messages[0]?.seq ?? Infinity;
  const from = unread?.from;
  const isThere = from !== undefined && (first < from || !hasOlder(state));

  useEffect(() => {
    if (phase !== 'busy' || !isThere) return;
    virtualizer.scrollToIndex(Math.max(0, firstUnreadRow(rows, from)), { align: 'start' });
    setPhase('done');
  }, [phase, isThere, rows, from, virtualizer]);

  return { jump: () => setPhase('busy'), isBusy: phase === 'busy', isDone: phase === 'done' };
}
