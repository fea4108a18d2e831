/** The local stack: `npm start` builds and then comes here; tests run it directly. */
import pc from 'picocolors';
import { flagsOrExit, type Flags } from './flags.js';
import { layoutOf, makeLayout } from './layout.js';
import { releaseLock, takeLock } from './lock.js';
import { onEndRequested } from './end-requests.js';
import { readyTable } from './ready-table.js';
import { bringUp, forget, prepare } from './stack.js';
import { StackError } from './stack-error.js';
import { writeStackFile } from './stack-file.js';
import { StackLog } from './stack-log.js';
import { Steps } from './steps.js';
import { Supervisor } from './supervisor.js';

/** Resolves with the exit code once the stack has ended and nothing of it is left. */
async function run(flags: Flags): Promise<number> {
  const layout = layoutOf(flags.dir);
  const leftovers = await takeLock(layout);
  const log = new StackLog(layout.logs, flags.logLevel);
  const steps = new Steps((text) => log.say(text));
  let supervisor: Supervisor | undefined;
  const ended = onEndRequested({
    again: () => supervisor?.kill(),
    say: (text) => log.say(pc.dim(`\n  ${text}`)),
  });
  const start = async (): Promise<never> => {
    const preparation = await prepare(flags, layout, steps);
    if (flags.fresh) forget(layout);
    makeLayout(layout);
    supervisor = new Supervisor(layout, log);
    const description = await Promise.race([
      bringUp(flags, layout, preparation, supervisor, steps),
      supervisor.failure,
    ]);
    writeStackFile(layout.stackFile, description);
    log.say(readyTable(description, layout, steps.total()));
    process.send?.({ type: 'ready', stack: description });
    return supervisor.failure;
  };
  try {
    if (leftovers > 0) log.say(`  Ended ${leftovers} processes that an earlier, killed stack had left.`);
    await Promise.race([ended, start()]);
    return 0;
  } catch (error) {
    log.say(`\n${tell(error)}\n`);
    return 1;
  } finally {
    await supervisor?.stop();
    await log.close();
    releaseLock(layout);
  }
}

function tell(error: unknown): string {
  if (error instanceof StackError) return pc.red(`✖ ${error.message}`);
  return pc.red(
    `✖ The stack itself failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
}

// Whoever read our output may be gone (a closed terminal): the children must be ended all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

run(flagsOrExit(process.argv.slice(2))).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(tell(error));
    process.exit(1);
  },
);
