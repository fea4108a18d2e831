import { writeFileSync } from 'node:fs';
import type { RunResult } from '../engine/run-result.js';
import { writeJson } from '../report/recorded-run.js';
import { scaleTable } from '../scale/scale-table.js';
import { measureScale } from '../scale/scale.js';
import { verdictOf, type Verdict } from '../verdict/verdict.js';
import type { ScaleCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { Interrupted, type Interruption } from './interruption.js';
import { measure } from './measure.js';
import { withTarget } from './open-target.js';
import { offenders } from './summary.js';
import { note } from './terminal.js';

/** What more instances cost. An interrupted one tells of the steps that came to their end. */
export async function scaleCommand(command: ScaleCommand, interruption: Interruption): Promise<ExitCode> {
  const { options, counts, where, markdown, out } = command;
  const kinds = new Set<Verdict['kind']>();
  const steps = await withTarget(where, note, (target) =>
    measureScale(
      { options, counts },
      {
        run: async (load) => {
          const result = await measure(target, load, interruption);
          if (result !== null) kinds.add(tell(result));
          return result;
        },
        say: note,
        wasStopped: () => interruption.signal.aborted,
      },
    ),
  );
  if (steps.length > 0) {
    const text = scaleTable(steps);
    console.log(`\n${text}`);
    if (markdown !== undefined) writeFileSync(markdown, `${text}\n`);
    if (out !== undefined) writeJson(out, { format: 'converge-load-scale/1', steps });
    for (const file of [markdown, out]) if (file !== undefined) note(`Written: ${file}`);
  }
  if (kinds.has('faulty')) return EXIT.correctness;
  if (kinds.has('unproven') && !interruption.signal.aborted) return EXIT.threshold;
  if (steps.length === 0) throw new Interrupted();
  // A generator that was late says nothing of latencies; what a message cost stays what it is.
  return interruption.signal.aborted ? EXIT.interrupted : EXIT.ok;
}

/** What is not right in a step, the warm-up's too. */
function tell(result: RunResult): Verdict['kind'] {
  const { kind, reasons } = verdictOf(result, []);
  for (const line of [...reasons, ...offenders(result.correctness.offenders)]) note(line);
  return kind;
}
