/** The finaliser of MurmurHash3: every bit of the input stirs every bit of the answer. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * Numbers that look random and follow from the seed alone (mulberry32 by Tommy Ettinger). With keys, each combination
 * has a sequence of its own, so that whoever needs the thousandth need not draw those before it.
 */
export class Random {
  private state: number;

  constructor(seed: number, ...keys: number[]) {
    this.state = keys.reduce((state, key) => mix(state ^ Math.imul(key + 1, 0x9e3779b9)), mix(seed));
  }

  /** From 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to below `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  /** Fisher and Yates. */
  shuffled<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let i = result.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [result[i], result[j]] = [result[j]!, result[i]!];
    }
    return result;
  }
}

/** What a sequence of random numbers is for; keeps them apart. */
export const PURPOSE = { chats: 1, pins: 2, operation: 3, text: 4, read: 5, arrivals: 6 } as const;
