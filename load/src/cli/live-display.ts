import pc from 'picocolors';
import type { RunOptions } from '../engine/run-options.js';
import type { PhaseName, Sample } from '../engine/run-result.js';
import { counted, liveLine, type PhaseProgress } from './live-line.js';
import { CLEAR_LINE } from './terminal.js';

const INDENT = '  ';

/** What of a terminal is used: process.stderr. */
export interface Screen {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** One line that is written anew each second; its last state in each phase stays. Without a terminal, a line each. */
export class LiveDisplay {
  private phase: PhaseName | undefined;
  private beganAt = 0;
  private far: { done: number; of: number } | undefined;
  private isOpen = false;

  constructor(
    private readonly options: RunOptions,
    private readonly screen: Screen = process.stderr,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** A phase begins, or has come so far. */
  enter(phase: PhaseName, far?: { done: number; of: number }): void {
    this.turnTo(phase);
    this.far = far;
    // Until the first sample there is nothing else to tell. Without a terminal that would be a line for each person.
    if (far !== undefined && this.screen.isTTY === true) this.rewrite(`${phase} ${counted(far)}`);
  }

  show(sample: Sample): void {
    this.turnTo(sample.phase);
    const progress: PhaseProgress = { elapsedMs: this.now() - this.beganAt, ...this.far };
    const line = liveLine(sample, this.options, progress, this.room);
    const { skipped, duplicated, reordered } = sample.faults;
    if (this.screen.isTTY === true) this.rewrite(line, skipped + duplicated + reordered > 0);
    else this.screen.write(`${INDENT}${line}\n`);
  }

  /** Leaves the last line where it is. */
  end(): void {
    if (this.isOpen) this.screen.write('\n');
    this.isOpen = false;
  }

  /** A line that wraps could not be written over; the last column is left free, since some terminals wrap at it. */
  private get room(): number {
    // Some terminals say that they have no columns.
    const columns = this.screen.columns || 80;
    return this.screen.isTTY === true ? Math.max(0, columns - INDENT.length - 1) : Infinity;
  }

  private turnTo(phase: PhaseName): void {
    if (phase === this.phase) return;
    this.end();
    this.phase = phase;
    this.beganAt = this.now();
    this.far = undefined;
  }

  private rewrite(line: string, isWrong = false): void {
    const cut = INDENT + line.slice(0, this.room);
    this.screen.write(CLEAR_LINE + (isWrong ? pc.red(cut) : cut));
    this.isOpen = true;
  }
}
