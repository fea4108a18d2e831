/**
 * `npm run bench`: measures the parts one after another and writes BENCHMARKS.md. Exit codes: 0 all parts were measured,
 * 1 a part failed (the others are kept), 130 ended by Ctrl-C.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import pc from 'picocolors';
import { readFlags, USUAL_REPORT } from './flags.js';
import { PARTS } from './parts.js';
import { Progress } from './progress.js';
import { render } from './render.js';
import { readResults, writeResults, type Results } from './results.js';
import { runPart } from './run.js';

/** Beside the source, not in dist: a text that people write. */
const FINDINGS = new URL('../../src/bench/findings.md', import.meta.url);

const flags = readFlags(
  process.argv.slice(2),
  PARTS.map((part) => part.name),
);
const kept = flags.out === null ? null : readResults(flags.out);
const results: Results = kept ?? { format: 'converge-bench/1', parts: {} };
process.exitCode = (await benchmark()) ? 0 : 1;

/** Measures, and writes the report. False: a part failed, or there is no report. */
async function benchmark(): Promise<boolean> {
  const asked = flags.render ? [] : flags.parts;
  // Said before anybody waits for an hour, and again when a part has failed.
  if (!isWhole(asked)) return false;
  const failed = await measure(asked);
  if (!isWhole([])) return false;
  const report = render(PARTS, results, readFileSync(FINDINGS, 'utf8'));
  if (flags.report === null) process.stdout.write(report);
  else writeFileSync(flags.report, report);
  return failed.length === 0;
}

/** What others have measured is in BENCHMARKS.md and not in our results: a report without it must not take its place. */
function isWhole(toCome: readonly string[]): boolean {
  const missing = PARTS.map(({ name }) => name).filter(
    (name) => !toCome.includes(name) && !(name in results.parts),
  );
  if (missing.length === 0 || flags.report !== USUAL_REPORT) return true;
  console.error(
    pc.red(
      `✖ BENCHMARKS.md is left as it is: it would lose ${missing.join(', ')}, of which there are no results here.\n` +
        '  Measure all parts (npm run bench), or give --report for a report of its own.',
    ),
  );
  return false;
}

/** Measures what was asked for and keeps what was found; answers the names of parts that failed. */
async function measure(asked: readonly string[]): Promise<string[]> {
  const progress = new Progress((line) => console.error(line));
  const chosen = PARTS.filter((part) => asked.includes(part.name));
  const failed: string[] = [];
  for (const [index, part] of chosen.entries()) {
    progress.startPart(part.name, index + 1, chosen.length);
    try {
      const effort = { rounds: flags.rounds, holdMs: flags.holdSeconds * 1000, isSmoke: flags.smoke };
      results.parts[part.name] = await runPart(part, effort, progress);
      if (flags.out !== null) writeResults(flags.out, results);
      progress.say(pc.green('done'));
    } catch (error) {
      failed.push(part.name);
      progress.say(pc.red(`failed: ${error instanceof Error ? error.stack : String(error)}`));
    }
  }
  return failed;
}
