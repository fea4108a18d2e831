import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import type { RunResult } from './run-result.js';

const ROOT = new URL('../../../', import.meta.url).pathname;

/** The machine that the figures are of. */
export function machine(): RunResult['machine'] {
  return {
    cpus: cpus().length,
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memoryMb: Math.round(totalmem() / 1024 / 1024),
    node: process.version,
  };
}

/** The commit that is checked out, with a + if something but `written` differs from it; null: there is none. */
export function commit(...written: string[]): string | null {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: ROOT,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
    return (
      git('rev-parse', '--short', 'HEAD') +
      (git('status', '--porcelain', '--', '.', ...written.map((file) => `:!${file}`)) ? '+' : '')
    );
  } catch {
    // A copy without its history: the result says that it does not know.
    return null;
  }
}
