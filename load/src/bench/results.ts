import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Place } from './machine.js';
import type { PartResult } from './part.js';

/** A part as it was measured last. */
export interface Measured {
  at: string;
  seconds: number;
  rounds: number;
  place: Place;
  /** The share of the cores' time that the machine under this one kept back, 0 to 1. Absent: unknown. */
  stolen?: number;
  result: PartResult;
}

/** By the names of the parts. In a file, so that one part can be measured again and the report be written anew. */
export interface Results {
  format: 'converge-bench/1';
  parts: Record<string, Measured>;
}

/** What earlier benches have kept; null if there is no such file. Throws for a file of another kind. */
export function readResults(file: string): Results | null {
  const text = readIfThere(file);
  if (text === null) return null;
  const results = JSON.parse(text) as Results;
  if (results.format !== 'converge-bench/1') throw new Error(`${file} holds no results of the bench`);
  return results;
}

/** Written at once or not at all. */
export function writeResults(file: string, results: Results): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(results, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** Throws where a part has no value for what it shows, or one that is no number: a bug of the part. */
export function checkResult(name: string, { figures, bars }: PartResult): void {
  const lists = [
    ...figures.map((figure) => [`${figure.subject}: ${figure.measure}`, figure.values] as const),
    ...bars.map((bar) => [bar.label, bar.values] as const),
  ];
  if (lists.length === 0) throw new Error(`${name} has found nothing`);
  for (const [label, values] of lists) {
    if (values.length > 0 && values.every(Number.isFinite)) continue;
    throw new Error(`${name}, ${label}: no figures but ${JSON.stringify(values)}`);
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
