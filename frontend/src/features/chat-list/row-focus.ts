import type { KeyboardEvent } from 'react';

/** How many frames a row is waited for that must be scrolled to first. */
const MOST_FRAMES = 10;

/** The arrows move through the rows, besides Tab; and a row can be given the focus by its chat. */
export function useRowFocus(scroller: HTMLElement | null) {
  const rows = () => [...(scroller?.querySelectorAll<HTMLElement>('li > :is(a, button)') ?? [])];

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const all = rows();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const next = event.key === 'ArrowDown' ? all[at + 1] : event.key === 'ArrowUp' ? all[at - 1] : undefined;
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  /** The row may have moved or be out of the page: then the list goes to its top, where the latest are. */
  function focusChat(chatId: string): void {
    const find = () => scroller?.querySelector<HTMLElement>(`[data-chat-id="${CSS.escape(chatId)}"]`);
    if (!find()) scroller?.scrollTo({ top: 0 });
    let frames = 0;
    const look = () => {
      const row = find();
      if (row) row.focus();
      else if (++frames < MOST_FRAMES) requestAnimationFrame(look);
    };
    look();
  }

  return { focusChat, onKeyDown };
}
