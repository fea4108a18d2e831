import { useEffect, useRef, type RefObject } from 'react';
import type { ChatListHandle } from '../features/chat-list/chat-list';
import { isPhone } from '../ui/back-closes';
import type { Place } from './location';

/**
 * Where the focus goes when the address changes. On a phone the heading of the opened chat gets it (beside the list it is
 * the composer, which sees to that itself, as the operations do); on the way back the chat's place in the list has it
 * again, or the menu that led to the operations.
 */
export function useRouteFocus(
  { chatId, isOperations }: Place,
  pane: RefObject<HTMLElement | null>,
  list: RefObject<ChatListHandle | null>,
): void {
  const before = useRef<Place>({ chatId, isOperations });
  useEffect(() => {
    const left = before.current;
    before.current = { chatId, isOperations };
    if (isOperations || (left.chatId === chatId && !left.isOperations)) return;
    if (chatId !== null) return focusHeading(pane.current);
    if (left.chatId !== null) list.current?.focusChat(left.chatId);
    else document.querySelector<HTMLElement>('aside [aria-haspopup=menu]')?.focus();
  }, [chatId, isOperations, pane, list]);
}

function focusHeading(pane: HTMLElement | null): void {
  const heading = isPhone() ? pane?.querySelector('h1') : null;
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

export const focusComposer = (pane: HTMLElement | null): void => pane?.querySelector('textarea')?.focus();

/** The messages; without any, whatever stands in their place. */
export const focusMessages = (pane: HTMLElement | null): void =>
  (pane?.querySelector<HTMLElement>('[role=region]') ?? pane)?.focus();
