import { writeFileSync } from 'node:fs';
import { writeJson } from '../report/recorded-run.js';
import { scaleTable } from '../scale/scale-table.js';
import { measureScale } from '../scale/scale.js';
import { verdictOf } from '../verdict/verdict.js';
import type { ScaleCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Interruption } from './interruption.js';
import { measure } from './measure.js';
import { withTarget } from './open-target.js';
import { note } from './terminal.js';

/** What more instances cost. An interrupted one ends after the step that it is in. */
export async function scaleCommand(command: ScaleCommand, interruption: Interruption): Promise<ExitCode> {
  const { options, counts, where, markdown, out } = command;
  const steps = await withTarget(where, note, (target) =>
    measureScale(
      { options, counts },
      {
        run: (load) => measure(target, load, interruption),
        say: note,
        wasStopped: () => interruption.signal.aborted,
      },
    ),
  );
  const text = scaleTable(steps);
  console.log(`\n${text}`);
  if (markdown !== undefined) writeFileSync(markdown, `${text}\n`);
  if (out !== undefined) writeJson(out, { format: 'converge-load-scale/1', steps });
  for (const file of [markdown, out]) if (file !== undefined) note(`Written: ${file}`);
  const kinds = steps.map(({ result }) => verdictOf(result, []).kind);
  if (kinds.includes('faulty')) return EXIT.correctness;
  if (kinds.includes('unproven') && !interruption.signal.aborted) return EXIT.threshold;
  // A generator that was late says nothing of latencies; what a message cost stays what it is.
  return interruption.signal.aborted ? EXIT.interrupted : EXIT.ok;
}
