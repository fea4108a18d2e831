import { readFileSync } from 'node:fs';

/** The kernel counts CPU time in these, on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface TreeUsage {
  cpuSeconds: number;
  mb: number;
}

/**
 * What a process and its children have used and hold, by Linux' /proc; null: it is gone, its id is not known just now
 * (ENOENT), or there is no /proc. Memory that they share (as Postgres' do) is counted once.
 */
export function usageOfTree(pidOf: () => number): TreeUsage | null {
  try {
    const pid = pidOf();
    const pids = withChildren(pid);
    const memory = pids.map(memoryOf);
    const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
    return {
      cpuSeconds: sum(pids.map((each) => ticksOf(each, each === pid))) / TICKS_PER_SECOND,
      mb: (sum(memory.map(({ own }) => own)) + Math.max(...memory.map(({ shared }) => shared))) / 1024,
    };
  } catch (error) {
    // ENOENT, ESRCH: one of them ended while it was looked at. The next look finds the others.
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

function withChildren(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...(children ? children.split(' ').flatMap((child) => withChildren(Number(child))) : [])];
}

/** User and system time; of the root also that of children which have ended. */
function ticksOf(pid: number, isRoot: boolean): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold anything; the fields after it are counted from the third.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15) as [number, number, number, number];
  return user + system + (isRoot ? endedUser + endedSystem : 0);
}

/** In KB. */
function memoryOf(pid: number): { own: number; shared: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return { own: of('RssAnon'), shared: of('RssFile') + of('RssShmem') };
}
