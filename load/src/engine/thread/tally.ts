import { FaultLog } from '../check/fault-log.js';
import { THREAD_CLOCKS, type Counted, type Report, type ThreadClock } from './protocol.js';
import { SampleBuffer } from './sample-buffer.js';

const nothing = (): Counted => ({
  asked: 0,
  accepted: 0,
  refused: 0,
  delivered: 0,
  stored: 0,
  edits: 0,
  reads: 0,
});

/** Everything that a thread counts and measures. */
export class Tally {
  readonly faults = new FaultLog();
  connections = 0;
  /** 1 until the last operation has begun. */
  sending = 1;
  inFlight = 0;
  reading = 0;
  catchingUp = 0;
  /** 1 until the places are told. */
  behind = 1;
  achieved = 0;
  messages = 0;
  expectedArrivals = 0;
  arrivals = 0;
  reconnects = 0;
  resumed = 0;
  gaps = 0;
  /** The steady phase, in milliseconds since the run began; none until the word `go`. */
  window: { from: number; to: number } = { from: Infinity, to: Infinity };
  private readonly whole = nothing();
  private readonly steady = nothing();
  private readonly errors: Record<string, number> = {};
  private readonly clocks: Record<ThreadClock, { steady: SampleBuffer; rest: SampleBuffer }>;

  constructor(readonly now: () => number) {
    const clocks = THREAD_CLOCKS.map((clock) => [
      clock,
      { steady: new SampleBuffer(), rest: new SampleBuffer() },
    ]);
    this.clocks = Object.fromEntries(clocks) as typeof this.clocks;
  }

  /** Something that belongs to what was due at that moment. */
  count(what: keyof Counted, dueAt: number): void {
    this.whole[what]++;
    if (this.isSteady(dueAt)) this.steady[what]++;
    if (what === 'accepted' && this.isSteady(this.now())) this.achieved++;
  }

  /** From when it was due until now. */
  measure(clock: ThreadClock, dueAt: number): void {
    const { steady, rest } = this.clocks[clock];
    (this.isSteady(dueAt) ? steady : rest).push((this.now() - dueAt) * 1000);
  }

  error(why: string): void {
    this.errors[why] = (this.errors[why] ?? 0) + 1;
  }

  /** Where things stand; what was measured is handed over. */
  report(): Report {
    const { connections, sending, inFlight, reading, catchingUp, messages, expectedArrivals, arrivals } =
      this;
    const { behind, reconnects, resumed, gaps, whole, steady, achieved, errors, faults } = this;
    const clocks = THREAD_CLOCKS.map((clock) => {
      const { steady: counted, rest } = this.clocks[clock];
      return [clock, { steady: counted.take(), rest: rest.take() }];
    });
    return {
      ...{ connections, sending, inFlight, reading, catchingUp, messages, expectedArrivals, arrivals },
      ...{ behind, reconnects, resumed, gaps, whole, steady, achieved, errors },
      faults: faults.counts,
      clocks: Object.fromEntries(clocks) as Report['clocks'],
    };
  }

  private isSteady(dueAt: number): boolean {
    return dueAt >= this.window.from && dueAt < this.window.to;
  }
}
