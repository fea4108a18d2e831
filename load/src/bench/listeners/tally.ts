import { build, type Histogram } from 'hdr-histogram-js';

const LONGEST_US = 600_000_000;

/** What all listeners of the process have heard together, since the last restart. */
export class Tally {
  marks = 0;
  frames = 0;
  lost = 0;
  doubled = 0;
  private readonly latency: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_US,
    numberOfSignificantValueDigits: 3,
    useWebAssembly: false,
  });

  restart(): void {
    this.marks = this.frames = this.lost = this.doubled = 0;
    this.latency.reset();
  }

  /** A mark was heard by one whose last one was `last` (0: none). */
  count(number: number, last: number, latencyUs: number): void {
    this.marks += 1;
    if (number <= last) this.doubled += 1;
    // Who has heard none yet may have begun at any.
    else if (last > 0) this.lost += number - last - 1;
    this.latency.recordValue(Math.min(LONGEST_US, Math.max(1, Math.round(latencyUs))));
  }

  percentileMs(percentile: number): number {
    return this.marks === 0 ? 0 : this.latency.getValueAtPercentile(percentile) / 1000;
  }
}
