import { writeFileSync } from 'node:fs';
import { writeJson } from '../report/recorded-run.js';
import { scaleTable } from '../scale/scale-table.js';
import { measureScale } from '../scale/scale.js';
import { startStack } from '../target/start-stack.js';
import { faultCount } from '../verdict/verdict.js';
import type { ScaleCommand } from './command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Interruption } from './interruption.js';
import { measure } from './measure.js';
import { note } from './terminal.js';

/** What more instances cost. An interrupted one ends after the step that it is in. */
export async function scaleCommand(command: ScaleCommand, interruption: Interruption): Promise<ExitCode> {
  const { options, workers, counts, markdown, out } = command;
  const steps = await measureScale(
    { options, workers, counts },
    {
      startStack: (size) => {
        note(`Starting a stack: senders ${size.senders}, receivers ${size.receivers} …`);
        return startStack(size);
      },
      run: (target, load) => measure(target, load, interruption),
      wasStopped: () => interruption.signal.aborted,
    },
  );
  const text = scaleTable(steps);
  console.log(`\n${text}`);
  if (markdown !== undefined) writeFileSync(markdown, `${text}\n`);
  if (out !== undefined) writeJson(out, { format: 'converge-load-scale/1', steps });
  for (const file of [markdown, out]) if (file !== undefined) note(`Written: ${file}`);
  if (steps.some(({ result }) => faultCount(result) > 0)) return EXIT.correctness;
  if (interruption.signal.aborted) return EXIT.interrupted;
  return steps.every(({ result }) => result.isValid) ? EXIT.ok : EXIT.threshold;
}
