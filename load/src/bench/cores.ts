import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isAlive } from '../engine/measure/proc.js';
import { allUsages } from './process-usage.js';

/**
 * Sets processes apart: what is measured has a core of its own, and all else that this process has started, itself too,
 * shares the rest.
 */
export interface Cores {
  /** The core of what is measured, and those of all else: "1" and "0". */
  names: { measured: string; rest: string };
  /** From now on these have the core; those that had it before are among the rest again. */
  setApart(pids: readonly number[]): void;
  /** Everything may run everywhere again. */
  release(): void;
}

/** Null where processes cannot be pinned (only Linux can) or where there is but one core. */
export function findCores(): Cores | null {
  if (process.platform !== 'linux') return null;
  const allowed = allowedCores();
  if (allowed.length < 2) return null;
  const names = { measured: allowed.at(-1)!, rest: allowed.slice(0, -1).join(',') };
  return {
    names,
    setApart(pids) {
      for (const pid of ownTree()) pin(pid, pids.includes(pid) ? names.measured : names.rest);
    },
    release() {
      for (const pid of ownTree()) pin(pid, allowed.join(','));
    },
  };
}

/** Of a process: "0", "1". The kernel writes them as "0-3,6" (proc(5)). */
export function allowedCores(pid: number | 'self' = 'self'): string[] {
  const list = /^Cpus_allowed_list:\s+(\S+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]!;
  return list.split(',').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number) as [number, number?];
    return Array.from({ length: last - first + 1 }, (_, nth) => String(first + nth));
  });
}

/** This process and all that it has started, and they in turn. */
function ownTree(): number[] {
  const usages = allUsages();
  const below = (pid: number): number[] => [
    pid,
    ...usages.filter(({ parent }) => parent === pid).flatMap((child) => below(child.pid)),
  ];
  return below(process.pid);
}

/** All threads of it; those that it starts later inherit it. One that has ended meanwhile needs none. */
function pin(pid: number, cores: string): void {
  try {
    execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', cores, String(pid)], { stdio: 'pipe' });
  } catch (error) {
    if (isAlive(pid)) throw error;
  }
}
