import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import type { Threshold } from '../verdict/threshold.js';
import type { LoadCommand, Where } from './command.js';
import { EXIT } from './exit-code.js';
import * as help from './help.js';
import { MOST_INSTANCES } from './instance-flags.js';
import {
  addInstanceFlags,
  addRunFlags,
  addWhereFlags,
  MOST_MEMBERS,
  requireRoom,
  requireTold,
  runOptionsOf,
  whereOf,
} from './run-flags.js';
import * as read from './values.js';

/** Reads the arguments; a mistake prints one message to stderr and throws commander's error with its exit code. */
export function parseCommand(args: readonly string[]): LoadCommand {
  let chosen: LoadCommand | undefined;
  const choose = (command: LoadCommand): void => void (chosen = command);
  const program = new Command('npm run load --')
    .description(
      'Puts load on a Converge, measures it, and checks that every message arrived once, in order, where it belongs.',
    )
    .addHelpText('after', help.PROGRAM)
    .exitOverride();
  for (const add of [addRun, addFind, addCompare, addScale]) {
    const command = add(program, choose);
    command
      .allowExcessArguments(false)
      .showHelpAfterError(`(npm run load -- ${command.name()} --help shows every flag)`)
      .exitOverride();
  }
  program.parse([...args], { from: 'user' });
  if (chosen === undefined) throw new CommanderError(EXIT.usage, 'load.none', 'no command');
  return chosen;
}

/** The command; a mistake in it (or --help) ends the process. */
export function commandOrExit(args: readonly string[]): LoadCommand {
  try {
    return parseCommand(args);
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode);
    throw error;
  }
}

type Choose = (command: LoadCommand) => void;
type Files = { out?: string; html?: string; markdown?: string };

function addRun(program: Command, choose: Choose): Command {
  const command = program.command('run').description('one run: load, figures, checks');
  addRunFlags(command);
  addInstanceFlags(command);
  addWhereFlags(command);
  return command
    .optionsGroup('Result:')
    .option(
      '--threshold <bound>',
      "fails the run unless it holds, as in 'delivery.p99<500' (repeat it for more)",
      read.thresholds,
    )
    .option('--allow-invalid', 'succeed even if the generator was the bottleneck')
    .option('--out <file>', 'write everything as JSON')
    .option('--html <file>', 'write a report with charts')
    .addHelpText('after', help.RUN)
    .action(() => {
      const options = runOptionsOf(command);
      const { threshold = [], allowInvalid = false } = command.opts<{
        threshold?: Threshold[];
        allowInvalid?: true;
      }>();
      const where = whereOf(command, options);
      requireTold(command, where, threshold);
      choose({
        kind: 'run',
        options,
        where,
        thresholds: threshold,
        allowInvalid,
        ...files(command),
      });
    });
}

function addFind(program: Command, choose: Choose): Command {
  const command = program.command('find').description('the highest rate at which an objective holds');
  addRunFlags(command, { durationMs: 10_000 });
  addInstanceFlags(command);
  addWhereFlags(command);
  return command
    .optionsGroup('Search:')
    .requiredOption(
      '--slo <bound>',
      "what must hold, as in 'delivery.p99<300' (repeat it for more)",
      read.thresholds,
    )
    .option('--from <n>', 'first rate', read.perSecond, 50)
    .addOption(
      new Option('--step <n>', 'then so much more each time, or x2 for twice')
        .argParser(read.step)
        .default(read.step('x2'), 'x2'),
    )
    .option('--most <n>', 'no rate above this', read.perSecond, 20_000)
    .option('--halvings <n>', 'how often the interval is halved once it broke', read.count(0, 12), 4)
    .option(
      '--tries <n>',
      'how often a rate may miss the objective before it counts as broken',
      read.count(1, 5),
      2,
    )
    .optionsGroup('Result:')
    .option('--out <file>', 'write the steps with their results as JSON')
    .addHelpText('after', help.FIND)
    .action(() => {
      const options = runOptionsOf(command);
      const { slo, from, step, most, halvings, tries, rate, inflight } = command.opts();
      if (command.getOptionValueSource('rate') !== 'default' || inflight !== undefined) {
        command.error(
          `error: find sets the rate itself: leave --${inflight === undefined ? `rate ${rate}` : 'inflight'} out, and say --from.`,
        );
      }
      if (from > most) command.error(`error: --from ${from} is above --most ${most}: take a lower one.`);
      const where = whereOf(command, options);
      requireTold(command, where, slo);
      choose({
        kind: 'find',
        options,
        where,
        slo,
        search: { from, step, most, halvings, tries },
        ...files(command),
      });
    });
}

function addCompare(program: Command, choose: Choose): Command {
  const command = program
    .command('compare')
    .description('two results of `run --out` side by side, as Markdown')
    .argument('<before>', 'JSON file of a run')
    .argument('<after>', 'JSON file of another')
    .option('--out <file>', 'write it to a file as well')
    .addHelpText('after', help.COMPARE);
  return command.action((before: string, after: string) => {
    const runs = { before: resolve(before), after: resolve(after) };
    choose({ kind: 'compare', ...runs, ...files(command, Object.values(runs)) });
  });
}

function addScale(program: Command, choose: Choose): Command {
  const command = program
    .command('scale')
    .description('what more senders and more receivers cost, on a local stack');
  // Of one sender and one receiver; three of them get three times as much, which two cores must bear.
  addRunFlags(command, {
    ...{ users: 60, members: 4, rate: 100, readRatio: 0 },
    ...{ rampMs: 2_000, durationMs: 10_000 },
  });
  return command
    .optionsGroup('Instances:')
    .addOption(
      new Option('--counts <list>', 'numbers of instances to try')
        .argParser(read.instanceCounts)
        .default([1, 2, 3], '1,2,3'),
    )
    .option('--workers <n>', 'persistence-workers of the stack', read.count(1, MOST_INSTANCES), 1)
    .optionsGroup('Result:')
    .option('--markdown <file>', 'write the table as Markdown')
    .option('--out <file>', 'write the steps with their results as JSON')
    .addHelpText('after', help.SCALE)
    .action(() => {
      const { counts, workers } = command.opts<{ counts: number[]; workers: number }>();
      const most = counts.at(-1)!;
      requireRoom(command, most);
      const where: Where = { kind: 'stack', senders: most, receivers: most, workers };
      const options = runOptionsOf(command);
      const { members } = options;
      // A chat grows with the receivers.
      if (members * most > MOST_MEMBERS)
        command.error(
          `error: --members ${members} for each of ${most} receivers are more than the ${MOST_MEMBERS.toLocaleString('en')} people that a chat may have: take fewer members, or lower --counts.`,
        );
      choose({ kind: 'scale', options, where, counts, ...files(command) });
    });
}

/** The files to write, absolute, none of them one of `others`; a mistake in one is told now, not after the run. */
function files(command: Command, others: readonly string[] = []): Files {
  const { out, html, markdown } = command.opts<Files>();
  const taken = new Set(others);
  const written: Files = {};
  for (const [name, file] of Object.entries({ out, html, markdown })) {
    if (file === undefined) continue;
    const path = writable(command, name, resolve(file));
    if (taken.has(path))
      command.error(`error: --${name} would write over ${path}, which is named twice: take another file.`);
    taken.add(path);
    written[name as keyof Files] = path;
  }
  return written;
}

/** What is there already is written over. */
function writable(command: Command, name: string, file: string): string {
  const mistake = (why: string) => command.error(`error: --${name} ${file} ${why}.`);
  const folder = dirname(file);
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    mistake(`cannot be written: there is no folder ${folder}`);
  if (existsSync(file) && statSync(file).isDirectory()) mistake('is a folder');
  try {
    accessSync(existsSync(file) ? file : folder, constants.W_OK);
  } catch (error) {
    mistake(`cannot be written: ${(error as Error).message}`);
  }
  return file;
}
