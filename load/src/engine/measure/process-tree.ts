import { readFileSync } from 'node:fs';
import { ifThere, readProcessStat } from './proc.js';

export interface TreeUsage {
  cpuSeconds: number;
  mb: number;
}

/**
 * What a process and its children have used and hold, by Linux' /proc; null: it is gone, its id is not known just now
 * (ENOENT), or there is no /proc. Memory that they share (as Postgres' do) is counted once.
 */
export function usageOfTree(pidOf: () => number): TreeUsage | null {
  // Null also where but one of them ended while it was looked at: the next look finds the others.
  return ifThere(() => {
    const pid = pidOf();
    const pids = withChildren(pid);
    const memory = pids.map(memoryOf);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    return {
      cpuSeconds: sum(pids.map((each) => usedUs(each, each === pid))) / 1_000_000,
      mb: (sum(memory.map(({ own }) => own)) + Math.max(...memory.map(({ shared }) => shared))) / 1024,
    };
  });
}

function withChildren(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...(children ? children.split(' ').flatMap((child) => withChildren(Number(child))) : [])];
}

/** User and system time; of the root also that of children which have ended. */
function usedUs(pid: number, isRoot: boolean): number {
  const { ownUs, endedUs } = readProcessStat(pid);
  return ownUs + (isRoot ? endedUs : 0);
}

/** In KB. */
function memoryOf(pid: number): { own: number; shared: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return { own: of('RssAnon'), shared: of('RssFile') + of('RssShmem') };
}
