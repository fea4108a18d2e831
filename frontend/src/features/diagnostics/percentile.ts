/**
 * The smallest value that at least `share` (0..1) of all values do not exceed: the nearest-rank method, which only
 * answers with what was measured. Null without values.
 */
export function percentile(values: readonly number[], share: number): number | null {
  const ascending = values.toSorted((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * ascending.length));
  return ascending[rank - 1] ?? null;
}
