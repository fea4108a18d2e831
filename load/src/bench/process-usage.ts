import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { ifThere, readProcessStat } from '../engine/measure/proc.js';

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
  const stat = ifThere(() => readProcessStat(pid));
  if (stat === null) return null;
  return { pid, parent: stat.parent, us: Math.max(stat.ownUs, threadsUs(pid)) + stat.endedUs };
}

/** Of a kernel that does not tell it: 0. */
function threadsUs(pid: number): number {
  const threads = ifThere(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  const nanoseconds = threads.map((thread) => {
    const file = `/proc/${pid}/task/${thread}/schedstat`;
    const [onCpu = 0] = (ifThere(() => readFileSync(file, 'utf8')) ?? '0').split(' ').map(Number);
    return onCpu;
  });
  return nanoseconds.reduce((sum, ns) => sum + ns, 0) / 1000;
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
