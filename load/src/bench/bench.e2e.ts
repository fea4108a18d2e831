import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { USUAL_REPORT } from './flags.js';
import type { Results } from './results.js';

const MAIN = resolve(import.meta.dirname, '../../dist/bench/main.js');

// Each test starts a whole stack, works on it and ends it.
jest.setTimeout(600_000);

let dir: string;
/** Ends the bench of this test, if it still runs: it must not go on beside the next. */
let end = () => Promise.resolve();
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'converge-bench-'));
});
afterEach(() => end());
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Runs the bench to its end. */
function bench(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
  const ended = new Promise<{ code: number | null; said: string }>((done) =>
    child.once('close', (code) => done({ code, said })),
  );
  end = async () => {
    child.kill();
    await ended;
  };
  return ended;
}

// Of the speed nothing is said: that is for `npm run bench`, on a machine that does nothing else.
test.each(['sustained', 'accept', 'fan-out', 'many-chats', 'persist', 'idle', 'page', 'resume', 'scale'])(
  'the part %s ends well, and each of its figures and bars is in the report',
  async (part) => {
    const [out, report] = [join(dir, `${part}.json`), join(dir, `${part}.md`)];
    const { code, said } = await bench('--smoke', part, '--out', out, '--report', report);
    expect(code === 0 ? 'it ended well' : said).toBe('it ended well');

    const results = JSON.parse(readFileSync(out, 'utf8')) as Results;
    expect(Object.keys(results.parts)).toEqual([part]);
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
  },
);

test('a report without the parts that were measured elsewhere does not take the place of theirs', async () => {
  const theirs = readFileSync(USUAL_REPORT, 'utf8');
  const some = join(dir, 'some.json');
  writeFileSync(some, JSON.stringify({ format: 'converge-bench/1', parts: { accept: {}, resume: {} } }));
  for (const asked of [['--render'], ['--smoke', 'page', '--report', USUAL_REPORT]]) {
    const { code, said } = await bench(...asked, '--out', some);
    expect(code).toBe(1);
    expect(said).toMatch(
      /it would lose sustained, fan-out, many-chats, persist, idle, (page, )?scale, of which/,
    );
    expect(readFileSync(USUAL_REPORT, 'utf8')).toBe(theirs);
  }
});

test('a part that does not exist is a mistake that names those that do', async () => {
  const { code, said } = await bench('--smoke', 'nothing-of-the-kind');
  expect(code).toBe(1);
  expect(said).toContain('sustained');
});
