import { useState } from 'react';
import type { DeadLetterPage } from '../../sync/dead-letter-list';

export interface Selection {
  /** What is to be shown: the page as it was when the first of it was selected, until nothing is. */
  page: DeadLetterPage;
  /** The ids of those that are selected, in their order. */
  selected: readonly string[];
  /** Newer ones have come since, and are not shown. */
  hasNewer: boolean;
  has(id: string): boolean;
  toggle(id: string): void;
  /** Selects all that are shown, or none if all are. */
  toggleAll(): void;
  clear(): void;
  /** Shows the page as it is by now; what is not on it any more is not selected either. */
  showLatest(): void;
}

const idsOf = ({ letters }: DeadLetterPage): string[] => letters?.map(({ id }) => id) ?? [];
const newestOf = ({ letters }: DeadLetterPage): string => letters?.[0]?.at ?? '';

/** Which letters are selected. While any is, the page stands still: no row moves under the hand that is selecting. */
export function useSelection(latest: DeadLetterPage): Selection {
  const [held, setHeld] = useState<{ page: DeadLetterPage; selected: readonly string[] } | null>(null);
  const page = held?.page ?? latest;
  const selected = held?.selected ?? [];
  const ids = idsOf(page);
  const has = (id: string) => selected.includes(id);
  const select = (next: readonly string[], on = page) =>
    setHeld(next.length > 0 ? { page: on, selected: next } : null);
  return {
    page,
    selected,
    // Only the first page has a top for them to come to.
    hasNewer: page.number === 0 && newestOf(latest) > newestOf(page),
    has,
    toggle: (id) => select(ids.filter((one) => has(one) !== (one === id))),
    toggleAll: () => select(selected.length === ids.length ? [] : ids),
    clear: () => select([]),
    showLatest: () => select(idsOf(latest).filter(has), latest),
  };
}
