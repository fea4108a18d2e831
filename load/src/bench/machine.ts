import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** Where a part was measured: figures of two machines, or two commits, are not to be compared. */
export interface Place {
  cpu: string;
  cores: number;
  memoryGb: number;
  node: string;
  system: string;
  /** "+" at its end: with changes that are not committed. */
  commit: string;
}

const ROOT = new URL('../../../', import.meta.url).pathname;

export function thisPlace(): Place {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    system: process.platform,
    commit: commit(),
  };
}

/** A clone without git, as in a container, still measures. */
function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  try {
    // What the bench itself writes is no change of what it measures.
    const changes = git('status', '--porcelain', '--', ':!BENCHMARKS.md');
    return git('rev-parse', '--short', 'HEAD') + (changes ? '+' : '');
  } catch {
    return 'unknown';
  }
}
