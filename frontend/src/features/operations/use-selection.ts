import { useState } from 'react';

export interface Selection {
  /** Those of `ids` that are selected, in their order. */
  selected: readonly string[];
  has(id: string): boolean;
  toggle(id: string): void;
  /** Selects all, or none if all are. */
  toggleAll(): void;
  clear(): void;
}

/** Which of these are selected. What is not among them any more is not selected either. */
export function useSelection(ids: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const selected = ids.filter((id) => chosen.has(id));
  return {
    selected,
    has: (id) => chosen.has(id),
    toggle(id) {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      setChosen(next);
    },
    clear: () => setChosen(new Set()),
    toggleAll: () => setChosen(new Set(selected.length === ids.length ? [] : ids)),
  };
}
