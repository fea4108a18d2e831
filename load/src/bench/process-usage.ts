import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in ticks of 10 ms for whoever asks for user and system time. */
const TICK_US = 10_000;

/** What a process has used of the CPU since it began. */
export interface CpuUsage {
  pid: number;
  parent: number;
  /** User and system time of all its threads; on Linux also of children that have ended. Microseconds. */
  us: number;
}

/** What one process has used of the CPU. Microseconds. Throws if there is no such process. */
export function cpuUsOf(pid: number): number {
  const usage = process.platform === 'linux' ? readUsage(pid) : askPs('-p', String(pid))[0];
  if (!usage) throw new Error(`there is no process ${pid}`);
  return usage.us;
}

/** All processes of the machine. */
export function allUsages(): CpuUsage[] {
  if (process.platform !== 'linux') return askPs('-A');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readUsage(Number(name)) ?? []);
}

/** Memory that a process has in RAM. Bytes. */
export function rssBytesOf(pid: number): number {
  if (process.platform !== 'linux') return Number(ps('rss=', '-p', String(pid))) * 1024;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`process ${pid} has no memory`);
  return Number(kilobytes) * 1024;
}

/**
 * The scheduler knows nanoseconds, but only of threads that live; the ticks know those that ended, too, but not what is
 * less than a tick. Neither ever tells too much, so the greater one is the nearer one. Null: it has ended.
 */
function readUsage(pid: number): CpuUsage | null {
  const text = readIfThere(`/proc/${pid}/stat`);
  if (text === null) return null;
  // After the name, which may hold anything: state, ppid … utime, stime, cutime, cstime (proc(5)).
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticksUs = (...at: number[]) => at.reduce((sum, nth) => sum + Number(fields[nth]), 0) * TICK_US;
  const ownUs = Math.max(ticksUs(11, 12), threadsUs(pid));
  return { pid, parent: Number(fields[1]), us: ownUs + ticksUs(13, 14) };
}

/** Of a kernel that does not tell it: 0. */
function threadsUs(pid: number): number {
  const threads = ifThere(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  const nanoseconds = threads.map((thread) => {
    const [onCpu = 0] = (readIfThere(`/proc/${pid}/task/${thread}/schedstat`) ?? '0').split(' ').map(Number);
    return onCpu;
  });
  return nanoseconds.reduce((sum, ns) => sum + ns, 0) / 1000;
}

const readIfThere = (file: string): string | null => ifThere(() => readFileSync(file, 'utf8'));

/** Null: what is read has just ended. */
function ifThere<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

/** Times as [[dd-]hh:]mm:ss[.cc] */
function askPs(...which: string[]): CpuUsage[] {
  return ps('pid=,ppid=,time=', ...which)
    .split('\n')
    .map((line) => {
      const [pid, parent, time] = line.trim().split(/\s+/);
      const [seconds = 0, minutes = 0, hours = 0, days = 0] = time!.split(/[:-]/).map(Number).reverse();
      const us = (seconds + 60 * (minutes + 60 * (hours + 24 * days))) * 1_000_000;
      return { pid: Number(pid), parent: Number(parent), us };
    });
}

const ps = (what: string, ...which: string[]): string =>
  execFileSync('ps', [...which, '-o', what], { encoding: 'utf8' }).trim();
