import { FAULTS, type Fault, type Offender } from '../run-result.js';

/** So many of each kind are told whole. */
const TOLD = 10;

/** Everything that was found to be wrong: counted, and the first of each kind told. */
export class FaultLog {
  readonly counts: Record<Fault, number>;
  private readonly told: Record<Fault, Offender[]>;

  constructor() {
    this.counts = Object.fromEntries(FAULTS.map((fault) => [fault, 0])) as Record<Fault, number>;
    this.told = Object.fromEntries(FAULTS.map((fault) => [fault, []])) as unknown as Record<
      Fault,
      Offender[]
    >;
  }

  add(offender: Offender, count = 1): void {
    this.counts[offender.fault] += count;
    const told = this.told[offender.fault];
    if (told.length < TOLD) told.push(offender);
  }

  get offenders(): Offender[] {
    return FAULTS.flatMap((fault) => this.told[fault]);
  }

  /** Takes over what another has found. */
  merge(counts: Record<Fault, number>, offenders: readonly Offender[]): void {
    for (const fault of FAULTS) this.counts[fault] += counts[fault];
    for (const offender of offenders)
      if (this.told[offender.fault].length < TOLD) this.told[offender.fault].push(offender);
  }
}
