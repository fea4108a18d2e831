import type { PhaseName, RunResult } from './run-result.js';

type Tell = (name: PhaseName, progress?: { done: number; of: number }) => void;

/** The phases of a run, one after the other. */
export class Timeline {
  readonly phases: RunResult['phases'] = [];

  constructor(
    private readonly now: () => number,
    private readonly tell: Tell,
  ) {}

  get current(): PhaseName {
    return this.phases.at(-1)?.name ?? 'connect';
  }

  lengthOf(name: PhaseName): number {
    return this.phases.find((phase) => phase.name === name)?.ms ?? 0;
  }

  /** Now, or at a moment that was passed while nobody looked. */
  begin(name: PhaseName, atMs = this.now()): void {
    this.end(atMs);
    this.phases.push({ name, atMs, ms: 0 });
    this.tell(name);
  }

  progress(done: number, of: number): void {
    this.tell(this.current, { done, of });
  }

  /** The last phase is over. */
  end(atMs = this.now()): void {
    const last = this.phases.at(-1);
    if (last) last.ms = atMs - last.atMs;
  }
}
