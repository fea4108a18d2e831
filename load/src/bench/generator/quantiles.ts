import type { Quantiles } from './load.js';

/** Times as they come; cheap to add to, dear to ask. */
export class Times {
  private values = new Float64Array(1 << 14);
  private count = 0;

  add(ms: number): void {
    if (this.count === this.values.length) {
      const larger = new Float64Array(this.count * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.count++] = ms;
  }

  get size(): number {
    return this.count;
  }

  /** Nearest rank; all 0 when there are none. */
  quantiles(): Quantiles {
    const sorted = this.values.subarray(0, this.count).sort();
    const at = (share: number) => sorted[Math.max(0, Math.ceil(share * this.count) - 1)] ?? 0;
    return { p50: at(0.5), p99: at(0.99) };
  }
}
