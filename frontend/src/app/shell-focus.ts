import { useEffect, useRef, type RefObject } from 'react';
import type { ChatListHandle } from '../features/chat-list/chat-list';
import { isPhone } from '../ui/back-closes';

/**
 * Where the focus goes when the address changes. On a phone the heading of the opened chat gets it (beside the list it is
 * the composer, which sees to that itself); on the way back the chat's place in the list has it again.
 */
export function useRouteFocus(
  chatId: string | null,
  pane: RefObject<HTMLElement | null>,
  list: RefObject<ChatListHandle | null>,
): void {
  const before = useRef(chatId);
  useEffect(() => {
    const left = before.current;
    before.current = chatId;
    if (left === chatId) return;
    if (chatId === null) {
      if (left !== null) list.current?.focusChat(left);
    } else if (isPhone()) {
      const heading = pane.current?.querySelector('h1');
      if (!heading) return;
      heading.tabIndex = -1;
      heading.focus();
    }
  }, [chatId, pane, list]);
}

export const focusComposer = (pane: HTMLElement | null): void => pane?.querySelector('textarea')?.focus();

/** The messages; without any, whatever stands in their place. */
export const focusMessages = (pane: HTMLElement | null): void =>
  (pane?.querySelector<HTMLElement>('[role=region]') ?? pane)?.focus();
