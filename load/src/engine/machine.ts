import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import type { RunResult } from './run-result.js';

/** The machine that the figures are of. */
export function machine(): RunResult['machine'] {
  return {
    cpus: cpus().length,
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    node: process.version,
  };
}

/** The commit that is checked out, with a + if something differs from it; null: there is none. */
export function commit(): string | null {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: import.meta.dirname,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? '+' : '');
  } catch {
    // A copy without its history: the result says that it does not know.
    return null;
  }
}
