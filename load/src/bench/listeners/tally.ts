import { build, type Histogram } from 'hdr-histogram-js';

const LONGEST_US = 600_000_000;

/** What all listeners of the process have heard together, since the last restart. */
export class Tally {
  /** Each counted once for each listener. */
  marks = 0;
  frames = 0;
  doubled = 0;
  private readonly latency: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_US,
    numberOfSignificantValueDigits: 3,
    useWebAssembly: false,
  });

  restart(): void {
    this.marks = this.frames = this.doubled = 0;
    this.latency.reset();
  }

  count(isNew: boolean, latencyUs: number): void {
    if (isNew) this.marks += 1;
    else this.doubled += 1;
    this.latency.recordValue(Math.min(LONGEST_US, Math.max(1, Math.round(latencyUs))));
  }

  percentileMs(percentile: number): number {
    return this.marks === 0 ? 0 : this.latency.getValueAtPercentile(percentile) / 1000;
  }
}
