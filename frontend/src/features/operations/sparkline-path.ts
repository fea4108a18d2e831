/** A value and when it was so, in milliseconds since 1970; null: not known then. */
export interface Point {
  at: number;
  value: number | null;
}

/** The box that a path is drawn into, whatever its size on the page. */
export const BOX = { width: 100, height: 20 };

/** Further apart, two values are not joined: nobody was looking, or nobody answered. */
const GAP_MS = 10_000;

const rounded = (length: number): string => length.toFixed(1);

/**
 * The way of a line through the values of the last `spanMs`, as data of an SVG path. The latest stands at the right end; the
 * height is that of the greatest, zero is the ground.
 *
 * @param least a greatest value below this does not fill the height: else noise would look like mountains
 */
export function sparklinePath(points: readonly Point[], spanMs: number, least: number): string {
  const until = points.at(-1)?.at ?? 0;
  const top = Math.max(least, ...points.map(({ value }) => value ?? 0));
  let before: Point | null = null;
  let path = '';
  for (const point of points) {
    const { at, value } = point;
    if (value !== null) {
      const x = rounded(BOX.width * (1 - (until - at) / spanMs));
      const y = rounded(BOX.height * (1 - value / top));
      const isJoined = before !== null && at - before.at <= GAP_MS;
      // The short way to the side makes a dot of a value that stands alone.
      path += isJoined ? `L${x} ${y}` : `M${x} ${y}h0.1`;
    }
    before = value === null ? null : point;
  }
  return path;
}
