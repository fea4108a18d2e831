import { PURPOSE, Random } from './random.js';

export interface ArrivalOptions {
  seed: number;
  /** Operations a second, once the ramp is over. */
  rate: number;
  /** The rate rises to the full one over this time. */
  rampMs: number;
  /** No operation is due at this moment or later. */
  endMs: number;
}

/**
 * When operations are due, in milliseconds since the first could be: a Poisson process, as many independent people
 * make it, whose rate rises evenly during the ramp. What is expected up to a moment t is (r/2)t²/ramp within the ramp
 * and r(t - ramp/2) after it; the inverse of that turns the even process of rate 1 into this one.
 */
export class Arrivals {
  private readonly random: Random;
  private expected = 0;

  constructor(private readonly options: ArrivalOptions) {
    this.random = new Random(options.seed, PURPOSE.arrivals);
  }

  /** The next moment; null: there is none any more. */
  next(): number | null {
    this.expected -= Math.log(1 - this.random.next());
    const at = this.momentOf(this.expected);
    return at < this.options.endMs ? at : null;
  }

  private momentOf(expected: number): number {
    const { rate, rampMs } = this.options;
    const perMs = rate / 1000;
    const inRamp = (perMs * rampMs) / 2;
    return expected < inRamp ? Math.sqrt((2 * expected * rampMs) / perMs) : expected / perMs + rampMs / 2;
  }
}
