/** Found so far of the highest rate that holds. */
interface Between {
  /** Held. */
  low: number;
  /** Did not hold. */
  high: number;
}

/** Closer than this two rates are the same. */
const SAME = 1.06;
/** By so much the next rate differs once the neighbourhood is known. */
const UP = 1.03;
const DOWN = 0.94;
const LEAP = 1.2;
/** Below this it is not the rate that does not hold. */
const LEAST = 1;

/** Halves the range between 0 and `capacity` until rates that hold and rates that do not are neighbours. */
export async function searchRate(
  capacity: number,
  holds: (rate: number) => Promise<boolean>,
): Promise<number> {
  let { low, high }: Between = { low: 0, high: Infinity };
  let next = capacity * 0.7;
  while (high / low > SAME) {
    if (next < LEAST) throw new Error('not even one a second holds');
    if (await holds(next)) low = next;
    else high = next;
    next = high === Infinity ? low * 1.3 : (low + high) / 2;
  }
  return low;
}

/**
 * The rate that holds for long, found anew each time it is asked: from where it was last, down until it holds, and on
 * up by leaps while it held with ease. Without those, one bad minute of the machine would lower every later round.
 */
export function createStaircase<T>(
  start: number,
  hold: (rate: number) => Promise<T | null>,
  heldWithEase: (found: T) => boolean,
) {
  let next = start;
  return async (): Promise<{ rate: number; found: T }> => {
    let best: { rate: number; found: T } | null = null;
    for (;;) {
      if (next < LEAST) throw new Error('not even one a second holds');
      const rate = next;
      const found = await hold(rate);
      if (found !== null) best = { rate, found };
      const isEasy = found !== null && heldWithEase(found);
      if (best !== null && !isEasy) {
        next = best.rate * UP;
        return best;
      }
      next = rate * (isEasy ? LEAP : DOWN);
    }
  };
}
