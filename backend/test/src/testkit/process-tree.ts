import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Whether a process lives; a zombie does not. */
export function isAlive(pid: number): boolean {
  const state = statusOf(pid)?.state;
  if (process.platform === 'linux') return state !== undefined && state !== 'Z' && state !== 'X';
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: nobody there.
    return false;
  }
}

/** Whether SIGSTOP holds it. */
export function isPaused(pid: number): boolean {
  if (process.platform === 'linux') return statusOf(pid)?.state === 'T';
  return execFileSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).startsWith('T');
}

/** A process and all that descend from it (Postgres' backends lead groups of their own, so groups do not find them). */
export function withDescendants(pid: number): number[] {
  const all = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  const parents = new Map(all.map((name) => [Number(name), statusOf(Number(name))?.parent]));
  const found = [pid];
  for (const one of found) {
    for (const [child, parent] of parents) if (parent === one) found.push(child);
  }
  return found;
}

function statusOf(pid: number): { state: string; parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, parent: Number(parent) };
  } catch {
    // Gone, or no /proc on this system.
    return undefined;
  }
}
