import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same id. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in whatever unit the system tells; only compared for equality. Empty: unknown. */
  startedAt: string;
}

/** Who has this id now; undefined when nobody does (a zombie, dead but not collected, is nobody). */
export function identify(pid: number): ProcessIdentity | undefined {
  if (process.platform === 'linux') return identifyByProc(pid);
  try {
    const startedAt = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return startedAt === '' ? undefined : { pid, startedAt };
  } catch {
    // ps exits with 1 when there is no such process.
    return undefined;
  }
}

function identifyByProc(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything, blanks too: count the fields after it. state is the 3rd, starttime the 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    // A zombie with threads is still dying: its sockets are open.
    const isDead = state === 'X' || (state === 'Z' && readdirSync(`/proc/${pid}/task`).length <= 1);
    return isDead ? undefined : { pid, startedAt: fields[19] ?? '' };
  } catch {
    // No such folder: no such process.
    return undefined;
  }
}

/** Is it still the very same process? */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.startedAt === identity.startedAt;
}

/** Signals a process (or, by a negative id, a group); false when there is nothing left to signal. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    // EPERM: the id belongs to somebody else by now, or (macOS) only zombies are left in the group.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
  }
}

/** Ends what is left of a child and of those it started (every child leads a process group). */
export function killGroup(pid: number): void {
  signal(-pid, 'SIGKILL');
}

/** Waits until all are gone, looking every 25 ms; answers those that are still there after `deadlineMs`. */
export async function waitUntilGone(
  identities: readonly ProcessIdentity[],
  deadlineMs: number,
): Promise<ProcessIdentity[]> {
  const deadline = Date.now() + deadlineMs;
  for (;;) {
    const left = identities.filter(isAlive);
    if (left.length === 0 || Date.now() >= deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
