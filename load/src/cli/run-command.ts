import { writeFileSync } from 'node:fs';
import { htmlReport } from '../report/html-report.js';
import { writeJson, type RecordedRun } from '../report/recorded-run.js';
import { judge } from '../verdict/threshold.js';
import { verdictOf } from '../verdict/verdict.js';
import type { RunCommand } from './command.js';
import { exitCodeOf, type ExitCode } from './exit-code.js';
import { Interrupted, type Interruption } from './interruption.js';
import { measure } from './measure.js';
import { withTarget } from './open-target.js';
import { summary } from './summary.js';
import { note } from './terminal.js';

/** One run; what it found goes to stdout and into the files that were asked for. */
export async function runCommand(command: RunCommand, interruption: Interruption): Promise<ExitCode> {
  const { options, where, thresholds, allowInvalid, out, html } = command;
  const result = await withTarget(where, note, (target) => measure(target, options, interruption));
  if (result === null) throw new Interrupted();
  const outcomes = judge(thresholds, result);
  const verdict = verdictOf(result, outcomes);
  console.log(summary(result, outcomes, verdict));
  if (out !== undefined) {
    const recorded: RecordedRun = { ...result, thresholds: outcomes };
    writeJson(out, recorded);
    note(`Written: ${out}`);
  }
  if (html !== undefined) {
    writeFileSync(html, htmlReport(result, outcomes, verdict));
    note(`Written: ${html}`);
  }
  return exitCodeOf(verdict, { allowInvalid, wasInterrupted: interruption.signal.aborted });
}
