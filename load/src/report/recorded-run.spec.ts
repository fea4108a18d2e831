import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { aRunResult } from '../testkit/a-run-result.js';
import { readRecordedRun, RecordedRunError, writeJson } from './recorded-run.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'converge-recorded-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('A run that was written is read as it was', () => {
  const file = join(folder, 'run.json');
  const run = { ...aRunResult(), thresholds: [] };
  writeJson(file, run);
  expect(readRecordedRun(file)).toEqual(run);
});

test.each(['null', '{}', '[', ''])('A file with %j in it is no run, and is named', (text) => {
  const file = join(folder, 'other.json');
  writeFileSync(file, text);
  expect(() => readRecordedRun(file)).toThrow(RecordedRunError);
  expect(() => readRecordedRun(file)).toThrow(/other\.json .*`run --out` wrote/);
});
