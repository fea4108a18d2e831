/** Upper ends, in seconds, for what a person waits for: fine where it should be, coarse where it should not. */
export const WAIT_BOUNDS_S: readonly number[] = [
  0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/**
 * Durations of one kind, counted by buckets: a histogram for what happens with every message. Observing costs a short
 * search and two additions.
 */
export class Clock {
  private readonly buckets: Float64Array;
  private total = 0;

  constructor(
    /** Upper ends of the buckets, in seconds, rising; what is longer than the last falls into one more. */
    readonly bounds: readonly number[],
  ) {
    this.buckets = new Float64Array(bounds.length + 1);
  }

  /** A negative duration, which clocks of two machines can make, counts as none. */
  observe(seconds: number): void {
    const { bounds, buckets } = this;
    const duration = seconds > 0 ? seconds : 0;
    let at = 0;
    while (at < bounds.length && duration > bounds[at]!) at++;
    buckets[at] = buckets[at]! + 1;
    this.total += duration;
  }

  /** How many fell into each bucket so far, the one past the last bound included; a copy. */
  counts(): Float64Array {
    return this.buckets.slice();
  }

  /** All durations together, in seconds. */
  get sum(): number {
    return this.total;
  }
}

/** Clocks of one kind by the value of a label; each is made when it is first asked for. */
export class Clocks {
  private readonly made = new Map<string, Clock>();

  constructor(private readonly bounds: readonly number[]) {}

  of(value: string): Clock {
    let clock = this.made.get(value);
    if (!clock) {
      clock = new Clock(this.bounds);
      this.made.set(value, clock);
    }
    return clock;
  }

  entries(): Iterable<[value: string, clock: Clock]> {
    return this.made;
  }
}

/** The duration that a share of them is not above, in seconds, interpolated in its bucket; null where there are none. */
export function quantile(bounds: readonly number[], counts: ArrayLike<number>, share: number): number | null {
  let total = 0;
  for (let at = 0; at < counts.length; at++) total += counts[at]!;
  if (total === 0) return null;
  let rank = share * total;
  for (let at = 0; at < bounds.length; at++) {
    const lower = at === 0 ? 0 : bounds[at - 1]!;
    const count = counts[at]!;
    if (count > 0 && rank <= count) return lower + ((bounds[at]! - lower) * rank) / count;
    rank -= count;
  }
  // Past the last bound nothing more is known than that.
  return bounds.at(-1) ?? null;
}
