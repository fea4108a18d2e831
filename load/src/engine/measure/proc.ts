import { readFileSync } from 'node:fs';

/** The kernel counts CPU time in ticks of 10 ms, on every architecture that Node runs on. */
const TICK_US = 10_000;

/** What Linux tells of a process in /proc/<pid>/stat. Microseconds. */
export interface ProcessStat {
  parent: number;
  /** User and system time of all its threads, also of those that have ended. */
  ownUs: number;
  /** The same of its children that have ended. */
  endedUs: number;
}

/** Throws ENOENT or ESRCH if there is no such process, or no /proc. */
export function readProcessStat(pid: number): ProcessStat {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // After the name, in brackets, which may hold anything: state, ppid … utime, stime, cutime, cstime (proc(5)).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const us = (first: number, second: number) => (Number(fields[first]) + Number(fields[second])) * TICK_US;
  return { parent: Number(fields[1]), ownUs: us(11, 12), endedUs: us(13, 14) };
}

/** What `read` finds in /proc. Null: it is not there, or has just ended. */
export function ifThere<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

/** Is there such a process, whoever owns it? Asks the kernel, not /proc, so also elsewhere than on Linux. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
