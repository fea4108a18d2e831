import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface Status {
  pid: number;
  /** One letter: R, S, D are alive; T is stopped by a signal; Z is a zombie. */
  state: string;
  parent: number;
}

/** Whether a process lives; a zombie does not, unless a thread of it still does (and holds its sockets open). */
export function isAlive(pid: number): boolean {
  const state = statusOf(pid)?.state;
  if (state === 'Z' && process.platform === 'linux') return hasOtherThreads(pid);
  return state !== undefined && state !== 'Z' && state !== 'X';
}

function hasOtherThreads(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).length > 1;
  } catch {
    // Collected in the meantime.
    return false;
  }
}

/** Whether SIGSTOP holds it. */
export const isPaused = (pid: number): boolean => statusOf(pid)?.state === 'T';

/** Those that a process has started itself, and that still live. */
export const childrenOf = (pid: number): number[] =>
  everyStatus().flatMap((one) => (one.parent === pid && isAlive(one.pid) ? [one.pid] : []));

/** A process and all that descend from it (Postgres' backends lead groups of their own, so groups do not find them). */
export function withDescendants(pid: number): number[] {
  const all = everyStatus();
  const found = [pid];
  for (const one of found)
    found.push(...all.filter(({ parent }) => parent === one).map((child) => child.pid));
  return found;
}

function everyStatus(): Status[] {
  if (process.platform !== 'linux') return askPs(['-A']);
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => readProc(Number(pid)) ?? []);
}

function statusOf(pid: number): Status | undefined {
  return process.platform === 'linux' ? readProc(pid) : askPs(['-A']).find((status) => status.pid === pid);
}

function readProc(pid: number): Status | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, state, parent: Number(parent) };
  } catch {
    // It has gone.
    return undefined;
  }
}

function askPs(which: string[]): Status[] {
  const told = execFileSync('ps', [...which, '-o', 'pid=,ppid=,state='], { encoding: 'utf8' });
  return told
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .map(([pid, parent, state = '']) => ({
      pid: Number(pid),
      parent: Number(parent),
      state: state.slice(0, 1),
    }));
}
