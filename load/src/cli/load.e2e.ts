import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Found } from '../find/find.js';
import { readRecordedRun } from '../report/recorded-run.js';
import type { MeasuredStep } from '../scale/scale.js';

const MAIN = new URL('../../dist/cli/main.js', import.meta.url).pathname;
const SMALL = '--users 6 --chats 4 --rate 20 --ramp 1s --duration 3s --threads 1'.split(' ');

// A test may start a whole stack, work on it and end it.
jest.setTimeout(300_000);

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Ends the last command, if it still runs: one of a test that was given up must not go on beside the next. */
let end = () => Promise.resolve();

/** The command as it is run by people, to its end; in plain words, also where CI would have colours. */
function load(...args: string[]): Promise<Ended> {
  const ended = new Promise<Ended>((resolve) => {
    const env = { ...process.env, NO_COLOR: '1' };
    const child = execFile(process.execPath, [MAIN, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
    end = async () => {
      child.kill();
      await ended;
    };
  });
  return ended;
}

let folder: string;
const file = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'converge-load-e2e-'));
});
afterEach(() => end());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run load', () => {
  it('starts a stack, runs, finds nothing wrong, and writes what it found', async () => {
    const files = ['--out', file('run.json'), '--html', file('run.html')];
    const { code, stdout, stderr } = await load(
      ...[
        'run',
        '--stack',
        ...SMALL,
        '--senders',
        '1,2',
        '--threshold',
        'lost==0',
        '--allow-invalid',
        ...files,
      ],
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(/✔ lost==0 holds: 0/);
    expect(stderr).toMatch(/steady 0:0\d\/0:03/);
    const run = readRecordedRun(file('run.json'));
    expect(run.counts.accepted).toBeGreaterThan(0);
    expect(run.counts.delivered).toBeGreaterThan(0);
    expect(run.correctness.offenders).toEqual([]);
    expect(run.processes.map(({ name }) => name)).toEqual(expect.arrayContaining(['sender-1', 'sender-2']));
    expect(readFileSync(file('run.html'), 'utf8')).toMatch(/<figure>[\s\S]*var uPlot=/);
  });

  it('fails by a threshold that cannot hold', async () => {
    const { code, stdout } = await load('run', '--stack', ...SMALL, '--threshold', 'accepted.p50<0');
    expect(stdout).toMatch(/✖ accepted\.p50<0 does not hold/);
    expect(code).toBe(2);
  });

  it('finds the knee by several runs against one stack', async () => {
    // However fast the machine is, nothing is accepted before it was sent: what comes of this search is certain.
    const { code, stdout, stderr } = await load(
      ...['find', '--stack', '--slo', 'accepted.p50<0', '--out', file('found.json')],
      ...'--users 6 --chats 4 --ramp 0s --duration 1s --threads 1'.split(' '),
      ...'--from 20 --most 20 --halvings 0 --tries 2'.split(' '),
    );
    expect({ code, stderr }).toMatchObject({ code: 2 });
    expect(stderr.match(/20\/s missed; accepted\.p50<0 does not hold/g)).toHaveLength(2);
    expect(stdout).toMatch(/accepted\.p50<0 holds at no rate, and no longer at 20\./);
    const found = JSON.parse(readFileSync(file('found.json'), 'utf8')) as Found;
    expect(found).toMatchObject({
      format: 'converge-load-find/1',
      knee: { highestHeld: null, lowestBroken: 20, endedBy: 'found' },
    });
    expect(found.steps.map(({ result }) => result.correctness.offenders)).toEqual([[], []]);
    expect(found.steps.every(({ result }) => result.counts.accepted > 0)).toBe(true);
  });

  it('tells what one and two instances cost, in both tiers', async () => {
    const { code, stdout, stderr } = await load(
      ...['scale', '--counts', '1,2', '--out', file('scale.json'), '--markdown', file('scale.md')],
      ...'--users 4 --chats 2 --members 2 --rate 20 --ramp 0s --duration 5s --threads 1'.split(' '),
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    for (const tier of ['receiver', 'sender']) {
      expect(stdout).toMatch(new RegExp(`^\\| 1 ${tier} `, 'm'));
      expect(stdout).toMatch(new RegExp(`^\\| 2 ${tier}s `, 'm'));
    }
    expect(stdout).toContain(readFileSync(file('scale.md'), 'utf8'));
    const { format, steps } = JSON.parse(readFileSync(file('scale.json'), 'utf8')) as {
      format: string;
      steps: MeasuredStep[];
    };
    expect(format).toBe('converge-load-scale/1');
    const measured = steps.map(({ cost: { tier, instances } }) => `${tier} ${instances}`);
    expect(measured).toEqual(['receivers 1', 'receivers 2', 'senders 1', 'senders 2']);
    expect(steps.every(({ cost }) => cost.units > 0)).toBe(true);
  });

  it('compares what two runs have written', async () => {
    const { code, stdout } = await load('compare', file('run.json'), file('run.json'));
    expect(code).toBe(0);
    expect(stdout).toMatch(/\| delivery\.p99 ms .* ±0 % \|/);
  });

  it('tells a mistake in the arguments', async () => {
    await expect(load('run', '--user', '5')).resolves.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/unknown option '--user'/),
    });
    await expect(load('compare', file('none.json'), file('run.json'))).resolves.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/none\.json cannot be read/),
    });
  });

  it('tells that nobody is there', async () => {
    // Port 9 is discard: nothing listens there, and nothing is given it.
    await expect(load('run', '--url', 'http://127.0.0.1:9', ...SMALL)).resolves.toMatchObject({
      code: 4,
      stderr: expect.stringMatching(/127\.0\.0\.1:9[\s\S]*--stack/),
    });
  });
});
