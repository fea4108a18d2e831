import { commit, machine } from '../engine/machine.js';

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

export function thisPlace(): Place {
  const { cpus, model, memoryMb, node } = machine();
  return {
    ...{ cpu: model, cores: cpus, memoryGb: Math.round(memoryMb / 1024), node, system: process.platform },
    // What the bench itself writes is no change of what it measures. A clone without git still measures.
    commit: commit('BENCHMARKS.md') ?? 'unknown',
  };
}
