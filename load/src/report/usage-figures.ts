import type { ProcessUsage } from '../engine/run-result.js';

/** What one figure says of a process of a run; null: nobody has seen it. */
type UsageFigure = (process: ProcessUsage) => number | null;

/** Cores, over all the time in which it was seen: a look after a tenth of a second counts as a tenth of one. */
export const meanCores: UsageFigure = ({ cpu }) => {
  if (cpu.length === 0) return null;
  const used = cpu.reduce((sum, { sinceMs, atMs, share }) => sum + share * (atMs - sinceMs), 0);
  return used / cpu.reduce((sum, { sinceMs, atMs }) => sum + atMs - sinceMs, 0);
};

export const mostCores: UsageFigure = ({ cpu }) => greatest(cpu.map(({ share }) => share));

export const peakMb: UsageFigure = ({ rssMb }) => greatest(rssMb.map(({ mb }) => mb));

const greatest = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.max(...values);
