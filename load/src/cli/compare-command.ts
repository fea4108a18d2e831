import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compareRuns } from '../report/comparison.js';
import { readRecordedRun } from '../report/recorded-run.js';
import type { CompareCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { note } from './terminal.js';

/** Two recorded runs side by side. */
export function compareCommand({ before, after, out }: CompareCommand): ExitCode {
  const runs = [before, after].map((file) => ({ name: basename(file), result: readRecordedRun(file) }));
  const text = compareRuns(runs[0]!, runs[1]!);
  console.log(text);
  if (out !== undefined) {
    writeFileSync(out, text);
    note(`Written: ${out}`);
  }
  return EXIT.ok;
}
