/** A set that remembers only the latest of what was added, so that it does not grow with the life of a page. */
export interface Recent {
  add(id: string): void;
  has(id: string): boolean;
}

export function createRecent(most: number): Recent {
  const ids = new Set<string>();
  return {
    add(id) {
      ids.delete(id);
      ids.add(id);
      // Sets keep the order of adding.
      for (const oldest of ids) {
        if (ids.size <= most) return;
        ids.delete(oldest);
      }
    },
    has: (id) => ids.has(id),
  };
}
