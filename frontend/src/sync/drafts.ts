import { useCallback, useSyncExternalStore } from 'react';
import { useAccount, useCell } from './context';

/** What was typed in this chat and not sent, and how to change it; an empty text is no draft. */
export function useDraft(chatId: string): [text: string, setText: (text: string) => void] {
  const { drafts } = useAccount().sync;
  const text = useSyncExternalStore(drafts.drafts.subscribe, () => drafts.drafts.get().get(chatId) ?? '');
  const setText = useCallback((next: string) => drafts.set(chatId, next), [drafts, chatId]);
  return [text, setText];
}

/** All drafts of the viewer, by chat. */
export const useDrafts = (): ReadonlyMap<string, string> => useCell(useAccount().sync.drafts.drafts);
