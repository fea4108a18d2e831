import { useState, type FocusEvent, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import type { MessageVirtualizer } from './message-list-virtualizer';
import type { Row } from './rows';

const MESSAGE = '[data-testid="message"]';

/**
 * One message is in the tab order: the one that had the focus last, or the last in view. The arrow keys go on from there,
 * Home and End to the first and last that is loaded; Tab leads into the message's own buttons.
 */
export function useRowFocus(rows: readonly Row[]) {
  const [key, setKey] = useState<string | null>(null);
  const index = key === null ? -1 : rows.findIndex((row) => row.key === key);

  function moveTo(wanted: number, virtualizer: MessageVirtualizer): void {
    const at = Math.max(0, Math.min(wanted, rows.length - 1));
    const row = rows[at];
    if (!row) return;
    // The row is drawn first: it may have been out of sight.
    flushSync(() => setKey(row.key));
    virtualizer.elementsCache
      .get(row.key)
      ?.querySelector<HTMLElement>(MESSAGE)
      ?.focus({ preventScroll: true });
    virtualizer.scrollToIndex(at, { align: 'auto' });
  }

  return {
    key: index >= 0 ? key : null,
    isTabStop: (rowKey: string, rowIndex: number, lastInView: number): boolean =>
      index >= 0 ? rowKey === key : rowIndex === lastInView,
    listProps: (virtualizer: MessageVirtualizer) => ({
      onFocus({ target }: FocusEvent): void {
        const line = target.closest('li[data-index]');
        const row = rows[Number(line?.getAttribute('data-index') ?? -1)];
        if (row) setKey(row.key);
      },
      onKeyDown(event: KeyboardEvent): void {
        const { target, key: pressed } = event;
        if (
          !(target instanceof Element) ||
          !target.matches(MESSAGE) ||
          event.altKey ||
          event.ctrlKey ||
          event.metaKey
        )
          return;
        const wanted = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: rows.length - 1 }[pressed];
        if (wanted === undefined) return;
        event.preventDefault();
        moveTo(wanted, virtualizer);
      },
    }),
  };
}
