import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../testkit/eventually.js';
import { lastLines, ROOT, start } from './child.js';
import type { Project } from './project.js';

const MAIN = join(ROOT, 'load/dist/cli/main.js');
/** Each with a WebSocket. */
export const PEOPLE = 24;
/** A little on purpose: what is looked at is what is lost, not how fast it is. */
const LOAD = `--users ${PEOPLE} --chats 12 --members 3 --rate 40 --ramp 2s --duration 30m --drain 60s --threads 1`;
const STEADY_WITHIN_MS = 60_000;
/** As long as nginx, Redis and a container take to come back, and some. */
const SECOND_WITHIN_MS = 30_000;
/** Of the load tester: everything held; the same, and it was ended by Ctrl-C. */
const FINE = [0, 130];

/** What a run writes down, as far as it is looked at here. */
export interface Found {
  counts: {
    accepted: number;
    delivered: number;
    reconnects: number;
    resumed: number;
    unstored: number;
    unverified: number;
  };
  correctness: { lost: number; duplicated: number; reordered: number };
  unchecked: string[];
}

/** The load while it goes on. */
export interface Load {
  /** Resolves once it has gone on for so many seconds more. */
  goesOnFor(seconds: number): Promise<void>;
}

/**
 * People write to each other, and all that they wrote is checked, while `act` does what it wants to the deployment.
 * Throws where one message was lost, doubled, out of order or wrong.
 */
export async function underLoad(project: Project, act: (load: Load) => Promise<void>): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'converge-compose-load-'));
  const file = join(folder, 'run.json');
  const metrics = project.metricsPages.flatMap((page) => ['--metrics', page]);
  const args = ['run', '--url', project.baseUrl, ...LOAD.split(' '), '--allow-invalid', '--out', file];
  let told = '';
  // A line for each second of the steady phase.
  const seconds = () => told.match(/^ *steady /gm)?.length ?? 0;
  const child = start(process.execPath, [MAIN, ...args, ...metrics], {
    env: { NO_COLOR: '1' },
    signal: project.signal,
    onOutput: (text) => (told += text),
  });
  const tooEarly = child.ended.then(({ code, output }) => {
    throw new Error(`the load ended by itself with ${code}:\n${lastLines(output, 40)}`);
  });
  const until = (wanted: number, withinMs: number) =>
    Promise.race([eventually(`${wanted} s of load`, () => seconds() >= wanted, withinMs), tooEarly]);
  try {
    await until(1, STEADY_WITHIN_MS);
    await act({
      goesOnFor: async (more) => void (await until(seconds() + more, more * 1_000 + SECOND_WITHIN_MS)),
    });
    child.process.kill('SIGINT');
    const { code, output } = await child.ended;
    assert(FINE.includes(code ?? -1), `the load tester ended with ${code}:\n${lastLines(output, 40)}`);
    const found = JSON.parse(readFileSync(file, 'utf8')) as Found;
    // A run that is cut short says by its code only what it has seen to be wrong.
    const { accepted, unstored, unverified } = found.counts;
    assert(accepted > 0, 'nothing was accepted');
    assert.deepEqual({ unstored, unverified }, { unstored: 0, unverified: 0 }, lastLines(output, 40));
    return found;
  } finally {
    child.process.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run in a line. */
export function inWords({ counts, correctness, unchecked }: Found): string {
  const { accepted, delivered, reconnects, resumed } = counts;
  const { lost, duplicated, reordered } = correctness;
  const left = unchecked.length > 0 ? ` (not looked at: ${unchecked.join('; ')})` : '';
  return (
    `${lost} lost, ${duplicated} doubled, ${reordered} reordered of ${accepted} accepted, ` +
    `${delivered} delivered; ${reconnects} reconnects, ${resumed} resumed${left}`
  );
}
