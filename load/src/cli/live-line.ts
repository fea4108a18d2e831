import type { RunOptions } from '../engine/run-options.js';
import type { Clock, PhaseName, Sample } from '../engine/run-result.js';
import { figure } from '../report/figures.js';
import { clockTime } from './duration.js';

/** A phase that is under way; `done` and `of` where it counts what it does (people, chats). */
export interface PhaseProgress {
  elapsedMs: number;
  done?: number;
  of?: number;
}

/** The state of a run in one line; the most important first, since a narrow terminal cuts the end off. */
export function liveLine(sample: Sample, options: RunOptions, progress: PhaseProgress): string {
  return [
    `${sample.phase} ${progressText(sample, options, progress)}`,
    `${short(sample.acceptedPerSecond)}/${short(sample.askedPerSecond)} op/s`,
    `acc ${percentiles(sample, 'accepted')}`,
    `del ${percentiles(sample, 'delivery')} ms`,
    faults(sample),
    `${figure(sample.inFlight)} in flight`,
    ...(sample.queueDepth === null ? [] : [`queue ${figure(sample.queueDepth)}`]),
    ...(sample.errors > 0 ? [`errors ${figure(sample.errors)}`] : []),
    `${figure(sample.connections)} conn`,
  ].join(' · ');
}

function progressText({ phase }: Sample, options: RunOptions, progress: PhaseProgress): string {
  if (progress.of !== undefined) return counted(progress);
  const elapsed = clockTime(progress.elapsedMs);
  const whole: Partial<Record<PhaseName, number>> = {
    'warm-up': options.warmUpMs,
    steady: options.durationMs,
  };
  const ms = whole[phase];
  return ms === undefined ? elapsed : `${elapsed}/${clockTime(ms)}`;
}

/** '120/500'. */
export const counted = ({ done = 0, of = 0 }: { done?: number; of?: number }): string =>
  `${figure(done)}/${figure(of)}`;

/** p50/p95/p99, in as few characters as can be told apart. */
const percentiles = ({ latency }: Sample, clock: Clock): string => {
  const { p50, p95, p99 } = latency[clock];
  return [p50, p95, p99].map(short).join('/');
};
const short = (value: number): string =>
  value < 10 ? String(Math.round(value * 10) / 10) : value.toFixed(0);

const faults = ({ faults: { skipped, duplicated, reordered } }: Sample): string =>
  `skip ${figure(skipped)} dup ${figure(duplicated)} reord ${figure(reordered)}`;
