import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Linux counts in ticks of 10 ms, on every machine of today. */
const US_PER_TICK = 10_000;

/** What a process has used of the CPU since it began, user and system. Microseconds; in steps of 10 ms. */
export function cpuUsOf(pid: number): number {
  if (process.platform !== 'linux') return cpuUsByPs(pid);
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name before may hold anything, brackets too.
  const [, , , , , , , , , , , utime, stime] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(utime) + Number(stime)) * US_PER_TICK;
}

/** Memory that a process has in RAM. Bytes. */
export function rssBytesOf(pid: number): number {
  if (process.platform !== 'linux') return Number(ps(pid, 'rss')) * 1024;
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error(`process ${pid} has no memory`);
  return Number(kilobytes) * 1024;
}

/** [[dd-]hh:]mm:ss[.cc] */
function cpuUsByPs(pid: number): number {
  const [seconds = 0, minutes = 0, hours = 0] = ps(pid, 'time').split(':').map(Number).reverse();
  return (seconds + 60 * (minutes + 60 * hours)) * 1_000_000;
}

const ps = (pid: number, what: string): string =>
  execFileSync('ps', ['-o', `${what}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
