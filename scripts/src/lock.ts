import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { endChildren } from './end-children.js';
import type { Layout } from './layout.js';
import { identify, isAlive, type ProcessIdentity } from './processes.js';
import { StackError } from './stack-error.js';
import type { WatchedChild } from './watchdog-protocol.js';

/**
 * Takes the folder for this process: one stack per folder. Throws when a living stack has it; what a dead one left
 * (its lock, and children if its watchdog was killed too) is cleaned up. Answers how many children were ended.
 */
export async function takeLock(layout: Layout): Promise<number> {
  mkdirSync(dirname(layout.lockFile), { recursive: true });
  const me = identify(process.pid) ?? { pid: process.pid, startedAt: '' };
  if (!writeNew(layout.lockFile, JSON.stringify(me))) {
    const holder = readJson<ProcessIdentity>(layout.lockFile);
    if (holder !== undefined && isAlive(holder)) throw alreadyRunning(layout, holder.pid);
    writeFileSync(layout.lockFile, JSON.stringify(me));
  }
  const ended = await endChildren(readJson<WatchedChild[]>(layout.childrenFile) ?? []);
  rmSync(layout.run, { recursive: true, force: true });
  rmSync(layout.stackFile, { force: true });
  return ended.length;
}

/** Gives the folder back. */
export function releaseLock(layout: Layout): void {
  for (const path of [layout.stackFile, layout.run, layout.lockFile])
    rmSync(path, { recursive: true, force: true });
}

function alreadyRunning(layout: Layout, pid: number): StackError {
  const stack = readJson<{ baseUrl?: string }>(layout.stackFile);
  const where = stack?.baseUrl === undefined ? '' : ` at ${stack.baseUrl}`;
  return new StackError(
    `A stack is already running in ${layout.dir}${where} (process ${pid}).\n` +
      `  Stop it with Ctrl-C in its terminal or  kill ${pid}\n` +
      '  or start a second one beside it:  npm start -- --dir .stack-2 --port 0',
  );
}

function writeNew(file: string, text: string): boolean {
  if (existsSync(file)) return false;
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    // Missing, or half written by a process that was killed: as good as not there.
    return undefined;
  }
}
