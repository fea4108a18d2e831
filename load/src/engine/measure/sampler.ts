import type { Clock, PhaseName, Sample } from '../run-result.js';
import type { Report, ThreadClock } from '../thread/protocol.js';
import { THREAD_CLOCKS } from '../thread/protocol.js';
import type { Totals } from '../totals.js';
import { Latencies } from './latencies.js';

const CLOCKS = ['accepted', 'delivery', 'stored'] as const satisfies Clock[];

export interface SamplerOptions {
  now(): number;
  phase(): PhaseName;
  totals(): Totals;
  queueDepth(): number | null;
  onSample(sample: Sample): void;
}

/** Puts together what the threads measure: once a second a sample, and the steady phase as a whole. */
export class Sampler {
  readonly series: Sample[] = [];
  private readonly whole = perClock();
  private readonly second = perClock();
  private before = { atMs: 0, asked: 0, accepted: 0, delivered: 0 };
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: SamplerOptions) {}

  start(): void {
    this.timer = setInterval(() => this.sample(), 1000);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  take({ clocks }: Report): void {
    for (const clock of THREAD_CLOCKS) {
      this.whole[clock].record(clocks[clock].steady);
      this.second[clock].record(clocks[clock].steady);
      this.second[clock].record(clocks[clock].rest);
    }
  }

  /** Of the steady phase. */
  latencies(clock: ThreadClock): Latencies {
    return this.whole[clock];
  }

  private sample(): void {
    const { now, phase, totals, queueDepth, onSample } = this.options;
    const { connections, inFlight, expectedArrivals, arrivals, errors, faults, whole } = totals();
    const { asked, accepted, delivered } = whole;
    const atMs = now();
    const seconds = (atMs - this.before.atMs) / 1000;
    const perSecond = (what: 'asked' | 'accepted' | 'delivered') =>
      (whole[what] - this.before[what]) / seconds;
    const sample: Sample = {
      ...{ atMs, phase: phase(), connections, inFlight },
      askedPerSecond: perSecond('asked'),
      acceptedPerSecond: perSecond('accepted'),
      deliveredPerSecond: perSecond('delivered'),
      latency: Object.fromEntries(
        CLOCKS.map((clock) => [clock, this.second[clock].brief()]),
      ) as Sample['latency'],
      // A feed may be faster than the answer.
      missing: Math.max(0, expectedArrivals - arrivals),
      faults: { skipped: faults.skipped, duplicated: faults.duplicated, reordered: faults.reordered },
      errors: Object.values(errors).reduce((sum, count) => sum + count, 0),
      queueDepth: queueDepth(),
    };
    this.before = { atMs, asked, accepted, delivered };
    for (const clock of THREAD_CLOCKS) this.second[clock].reset();
    this.series.push(sample);
    onSample(sample);
  }
}

const perClock = () =>
  Object.fromEntries(THREAD_CLOCKS.map((clock) => [clock, new Latencies()])) as Record<
    ThreadClock,
    Latencies
  >;
