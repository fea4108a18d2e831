/** `npm run load`: scripts/load.mjs builds what is needed and then comes here; a checkout that is built runs it directly. */
import pc from 'picocolors';
import { RunOptionsError } from '../engine/run-options-error.js';
import { RecordedRunError } from '../report/recorded-run.js';
import { TargetUnreachableError } from '../target/target.js';
import { needsStack, type LoadCommand } from './command.js';
import { compareCommand } from './compare-command.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { findCommand } from './find-command.js';
import { Interrupted, listenForInterruption, type Interruption } from './interruption.js';
import { commandOrExit } from './program.js';
import { runCommand } from './run-command.js';
import { scaleCommand } from './scale-command.js';
import { note } from './terminal.js';

async function execute(command: LoadCommand, interruption: Interruption): Promise<ExitCode> {
  switch (command.kind) {
    case 'run':
      return runCommand(command, interruption);
    case 'find':
      return findCommand(command, interruption);
    case 'compare':
      return compareCommand(command);
    case 'scale':
      return scaleCommand(command, interruption);
  }
}

async function main(): Promise<ExitCode> {
  const command = commandOrExit(process.argv.slice(2));
  const interruption = listenForInterruption(note);
  try {
    return await execute(command, interruption);
  } catch (error) {
    return explain(error, command);
  } finally {
    interruption.stopListening();
  }
}

/** What went wrong, in words; where it is a mistake of our own, with its stack. */
function explain(error: unknown, command: LoadCommand): ExitCode {
  const tell = (text: string): void => console.error(pc.red(`\n✖ ${text}`));
  if (error instanceof Interrupted) {
    note('Ended before anything was measured.');
    return EXIT.interrupted;
  }
  if (error instanceof RunOptionsError || error instanceof RecordedRunError) {
    tell(error.message);
    return EXIT.usage;
  }
  if (error instanceof TargetUnreachableError) {
    const hint = 'Is it running? npm start brings one up; --stack starts one for this run alone.';
    tell(needsStack(command) ? error.message : `${error.message}\n  ${hint}`);
    return EXIT.unreachable;
  }
  tell(
    `The load tester itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return EXIT.failed;
}

process.exitCode = await main();
