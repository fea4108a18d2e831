import { readFileSync, writeFileSync } from 'node:fs';
import type { RunResult } from '../engine/run-result.js';
import type { Outcome } from '../verdict/threshold.js';

/** What `run --out` writes: the result, with what became of its thresholds. */
export interface RecordedRun extends RunResult {
  thresholds: Outcome[];
}

export const writeJson = (file: string, value: unknown): void =>
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);

/** A file in which there is no recorded run. */
export class RecordedRunError extends Error {
  override name = 'RecordedRunError';
}

/** @throws RecordedRunError, which names the file */
export function readRecordedRun(file: string): RecordedRun {
  let found: Partial<RecordedRun> | null;
  try {
    found = JSON.parse(readFileSync(file, 'utf8')) as Partial<RecordedRun> | null;
  } catch (error) {
    throw new RecordedRunError(
      `${file} cannot be read: ${(error as Error).message}. Take a file that \`run --out\` wrote.`,
    );
  }
  if (found?.format !== 'converge-load/1') {
    throw new RecordedRunError(
      `${file} holds no run of this load tester. Take a file that \`run --out\` wrote.`,
    );
  }
  return found as RecordedRun;
}
