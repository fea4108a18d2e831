import { find, type Step } from '../find/find.js';
import { foundText } from '../find/found-text.js';
import { figure } from '../report/figures.js';
import { writeJson } from '../report/recorded-run.js';
import type { FindCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { Interrupted, type Interruption } from './interruption.js';
import { measure } from './measure.js';
import { withTarget } from './open-target.js';
import { offenders } from './summary.js';
import { note } from './terminal.js';

/** The search for the highest rate; all steps are against the same stack. */
export async function findCommand(command: FindCommand, interruption: Interruption): Promise<ExitCode> {
  const { options, where, slo, search, out } = command;
  const found = await withTarget(where, note, (target) =>
    find(options, slo, search, {
      run: (step) => {
        note(`Trying ${figure(step.rate)} operations a second …`);
        return measure(target, step, interruption);
      },
      tried: tell,
      wasStopped: () => interruption.signal.aborted,
    }),
  );
  if (found.steps.length === 0) throw new Interrupted();
  console.log(`\n${foundText(found)}`);
  if (out !== undefined) {
    writeJson(out, found);
    note(`Written: ${out}`);
  }
  if (found.knee.endedBy === 'wrong') return EXIT.correctness;
  if (found.knee.endedBy === 'stopped') return EXIT.interrupted;
  return found.knee.highestHeld === null ? EXIT.threshold : EXIT.ok;
}

function tell({ rate, trial, verdict, shortfalls, result }: Step): void {
  note([`${figure(rate)}/s ${trial}`, ...verdict.reasons, ...shortfalls].join('; '));
  for (const line of offenders(result.correctness.offenders)) note(line);
}
