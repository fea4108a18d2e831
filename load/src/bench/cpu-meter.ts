import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in ticks of 10 ms for whoever asks by /proc. */
const TICK_US = 10_000;

interface Stat {
  pid: number;
  parent: number;
  /** Its own; on Linux also that of its children that have ended. */
  us: number;
}

/**
 * CPU that processes have used since the meter was made, with their children (Postgres is many), by name, in us. Time
 * that a process waits for a core is no part of it: it is the same on a busy machine.
 */
export class CpuMeter {
  private readonly before: Record<string, number>;

  constructor(private readonly pids: Readonly<Record<string, number>>) {
    this.before = this.now();
  }

  used(): Record<string, number> {
    const now = this.now();
    return Object.fromEntries(Object.keys(now).map((name) => [name, now[name]! - this.before[name]!]));
  }

  private now(): Record<string, number> {
    const stats = process.platform === 'linux' ? readStats() : askPs();
    const treeUs = (pid: number): number =>
      stats.reduce((sum, stat) => {
        if (stat.pid === pid) return sum + stat.us;
        return stat.parent === pid ? sum + treeUs(stat.pid) : sum;
      }, 0);
    return Object.fromEntries(Object.entries(this.pids).map(([name, pid]) => [name, treeUs(pid)]));
  }
}

function readStats(): Stat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)) ?? []);
}

/** Null: it has just ended. */
function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may hold anything: state, ppid … utime, stime, cutime, cstime (proc(5)).
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return { pid, parent: Number(fields[1]), us: ticks * TICK_US };
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

/** Times as [[dd-]hh:]mm:ss[.cc] */
function askPs(): Stat[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,time='], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => {
    const [pid, parent, time] = line.trim().split(/\s+/);
    const [seconds = 0, minutes = 0, hours = 0] = time!.split(/[:-]/).map(Number).reverse();
    return { pid: Number(pid), parent: Number(parent), us: (seconds + 60 * (minutes + 60 * hours)) * 1e6 };
  });
}
