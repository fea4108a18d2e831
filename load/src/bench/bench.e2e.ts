import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Results } from './results.js';

const MAIN = resolve(import.meta.dirname, '../../dist/bench/main.js');

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'converge-bench-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Runs the bench to its end. */
function bench(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
  return new Promise((done) => child.once('close', (code) => done({ code, said })));
}

// Of the speed nothing is said: that is for `npm run bench`, on a machine that does nothing else.
test.each([
  ['of writing', ['sustained', 'accept', 'persist']],
  ['of delivering', ['fan-out', 'many-chats', 'idle']],
  ['of reading', ['page', 'resume']],
])('the parts %s end well, and each of their figures and bars is in the report', async (side, parts) => {
  const [out, report] = [join(dir, `${side}.json`), join(dir, `${side}.md`)];
  const { code, said } = await bench('--smoke', ...parts, '--out', out, '--report', report);
  expect({ code, said }).toMatchObject({ code: 0 });

  const results = JSON.parse(readFileSync(out, 'utf8')) as Results;
  expect(Object.keys(results.parts)).toEqual(parts);
  const text = readFileSync(report, 'utf8');
  for (const { result } of Object.values(results.parts)) {
    for (const { subject, measure } of result.figures) {
      expect(text).toContain(`| ${subject} `);
      expect(text).toContain(`${measure} |`);
    }
    for (const { label } of result.bars) expect(text).toContain(label);
  }
  // Loss is no matter of speed, nor is asking Postgres for what the log has.
  for (const { label, values } of results.parts['resume']?.result.bars ?? [])
    expect({ label, faults: values.filter((value) => value !== 0) }).toEqual({ label, faults: [] });
});

test('a part that does not exist is a mistake that names those that do', async () => {
  const { code, said } = await bench('--smoke', 'nothing-of-the-kind');
  expect(code).toBe(1);
  expect(said).toContain('sustained');
});
