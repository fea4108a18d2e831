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
requireWhole();
const results: Results = kept ?? { format: 'converge-bench/1', parts: {} };
const failed = flags.render ? [] : await measure();
const report = render(PARTS, results, readFileSync(FINDINGS, 'utf8'));
if (flags.report === null) process.stdout.write(report);
else writeFileSync(flags.report, report);
process.exitCode = failed.length > 0 ? 1 : 0;

/** Parts that were measured elsewhere are not in our results: a report without them must not take the place of theirs. */
function requireWhole(): void {
  const isWhole = !flags.render && flags.parts.length === PARTS.length;
  if (kept !== null || isWhole || flags.report !== USUAL_REPORT) return;
  console.error(
    pc.red(
      `✖ ${flags.out} is not there, so BENCHMARKS.md would lose the parts that are not measured now.\n` +
        '  Measure all of them (npm run bench), or give --report for a report of its own.',
    ),
  );
  process.exit(1);
}

/** Measures what was asked for and keeps what was found; answers the names of parts that failed. */
async function measure(): Promise<string[]> {
  const progress = new Progress((line) => console.error(line));
  const chosen = PARTS.filter((part) => flags.parts.includes(part.name));
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
