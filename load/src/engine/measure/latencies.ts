import { build, type Histogram } from 'hdr-histogram-js';
import type { Latency } from '../run-result.js';

/** Microseconds; an hour is longer than anything that is waited for. */
const HIGHEST_US = 3_600_000_000;
const DIGITS = 3;
/** Where the curve of a report has its points: ever closer to the worst. */
const CURVE = [
  0, 10, 20, 30, 40, 50, 55, 60, 65, 70, 75, 80, 85, 90, 92.5, 95, 96, 97, 98, 99, 99.5, 99.9, 99.95, 99.99,
  100,
];

/** One clock's values, in an HDR histogram with three digits. Everything told is in milliseconds. */
export class Latencies {
  private readonly histogram: Histogram = build({
    bitBucketSize: 32,
    highestTrackableValue: HIGHEST_US,
    numberOfSignificantValueDigits: DIGITS,
    useWebAssembly: false,
  });

  /** In microseconds. A moment before it was due is an inexactness of the clock. */
  record(values: Float64Array): void {
    for (const value of values)
      this.histogram.recordValue(Math.min(HIGHEST_US, Math.max(0, Math.round(value))));
  }

  at(percentile: number): number {
    const { totalCount, maxValue } = this.histogram;
    // A bucket may end beyond the greatest value in it.
    return totalCount === 0 ? 0 : Math.min(maxValue, this.histogram.getValueAtPercentile(percentile)) / 1000;
  }

  /** The three that a line has room for. */
  brief(): { p50: number; p95: number; p99: number } {
    return { p50: this.at(50), p95: this.at(95), p99: this.at(99) };
  }

  whole(): Latency {
    const { totalCount, minNonZeroValue, maxValue, mean } = this.histogram;
    const none = totalCount === 0;
    return {
      count: totalCount,
      min: none ? 0 : minNonZeroValue / 1000,
      ...this.brief(),
      p90: this.at(90),
      p999: this.at(99.9),
      max: none ? 0 : maxValue / 1000,
      mean: none ? 0 : mean / 1000,
      curve: none ? [] : CURVE.map((percentile) => [percentile, this.at(percentile)]),
    };
  }

  reset(): void {
    this.histogram.reset();
  }
}
