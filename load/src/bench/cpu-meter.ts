import { allUsages } from './process-usage.js';

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
    const usages = allUsages();
    const treeUs = (pid: number): number =>
      usages.reduce((sum, usage) => {
        if (usage.pid === pid) return sum + usage.us;
        return usage.parent === pid ? sum + treeUs(usage.pid) : sum;
      }, 0);
    return Object.fromEntries(Object.entries(this.pids).map(([name, pid]) => [name, treeUs(pid)]));
  }
}
