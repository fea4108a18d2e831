/** A counter for what happens with every message: counting costs an addition, where prom-client looks labels up. */
export class Tally {
  private count = 0;

  inc(by = 1): void {
    this.count += by;
  }

  get value(): number {
    return this.count;
  }
}

/** The sum of some tallies. */
export const sumOf = (tallies: readonly Tally[]): number =>
  tallies.reduce((sum, tally) => sum + tally.value, 0);
