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

/** The state of a run in one line; shortened where there is not so much room. */
export function liveLine(
  sample: Sample,
  options: RunOptions,
  progress: PhaseProgress,
  room = Infinity,
): string {
  const phase = `${sample.phase} ${progressText(sample, options, progress)}`;
  const line = longLine(phase, sample);
  return line.length <= room ? line : shortLine(phase, sample, room);
}

function longLine(phase: string, sample: Sample): string {
  const { skipped, duplicated, reordered } = sample.faults;
  return [
    phase,
    `${rates(sample)} op/s`,
    `acc ${percentiles(sample, 'accepted')}`,
    `del ${percentiles(sample, 'delivery')} ms`,
    `missing ${figure(sample.missing)} skip ${figure(skipped)} dup ${figure(duplicated)} reord ${figure(reordered)}`,
    `${figure(sample.inFlight)} in flight`,
    ...(sample.queueDepth === null ? [] : [`queue ${figure(sample.queueDepth)}`]),
    ...(sample.errors > 0 ? [`errors ${figure(sample.errors)}`] : []),
    `${figure(sample.connections)} conn`,
  ].join(' · ');
}

/** For a terminal of 80 columns; the most important first, since what has no room is left out. */
function shortLine(phase: string, sample: Sample, room: number): string {
  const { missing, faults, queueDepth, inFlight, connections, errors } = sample;
  const words = [
    ...[phase, `${rates(sample)}/s`, `del ${percentiles(sample, 'delivery')}ms`],
    `miss ${figure(missing)}`,
    ...(errors > 0 ? [`e${figure(errors)}`] : []),
    ...[`dup ${figure(faults.duplicated)}`, `reord ${figure(faults.reordered)}`],
    ...(faults.skipped > 0 ? [`skip ${figure(faults.skipped)}`] : []),
    ...(queueDepth === null ? [] : [`q${figure(queueDepth)}`]),
    ...[`f${figure(inFlight)}`, `c${figure(connections)}`],
  ];
  // Half a number would be another one.
  while (words.length > 1 && words.join(' ').length > room) words.pop();
  return words.join(' ');
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

/** '198/200': accepted of asked for. */
const rates = ({ acceptedPerSecond, askedPerSecond }: Sample): string =>
  `${short(acceptedPerSecond)}/${short(askedPerSecond)}`;

/** p50/p95/p99, in as few characters as can be told apart. */
const percentiles = ({ latency }: Sample, clock: Clock): string => {
  const { p50, p95, p99 } = latency[clock];
  return [p50, p95, p99].map(short).join('/');
};
const short = (value: number): string =>
  value < 10 ? String(Math.round(value * 10) / 10) : value.toFixed(0);
