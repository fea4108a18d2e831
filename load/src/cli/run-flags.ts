import { availableParallelism } from 'node:os';
import { Option, type Command } from 'commander';
import type { Pin, RunOptions } from '../engine/run-options.js';
import type { MetricsPage } from '../target/target.js';
import { TOLD_BY_WORKERS } from '../verdict/metric.js';
import type { Threshold } from '../verdict/threshold.js';
import type { Where } from './command.js';
import { formatDuration } from './duration.js';
import { MOST_INSTANCES, pinFor, stackSizeFor } from './instance-flags.js';
import * as read from './values.js';

/** What the flags of a run hold once commander has read them. */
interface RunFlags extends Omit<
  RunOptions,
  'chats' | 'inFlight' | 'warmUpMs' | 'rampMs' | 'durationMs' | 'drainMs' | 'pin'
> {
  chats?: number;
  inflight?: number;
  warmUp?: number;
  ramp: number;
  duration: number;
  drain: number;
  pin?: Pin;
}

/** As many as Converge lets into a chat. */
export const MOST_MEMBERS = 1_000;

/** What is done where no flag says otherwise. */
type Usual = Pick<RunOptions, 'users' | 'members' | 'rate' | 'readRatio' | 'rampMs' | 'durationMs'>;
const USUAL: Usual = {
  ...{ users: 100, members: 2, rate: 50, readRatio: 0.5 },
  ...{ rampMs: 5_000, durationMs: 30_000 },
};

/** Adds the flags that say who does what, how often and for how long; `otherwise` is usual for this command. */
export function addRunFlags(command: Command, otherwise: Partial<Usual> = {}): Command {
  const usual = { ...USUAL, ...otherwise };
  return command
    .optionsGroup('People:')
    .option(
      '--users <n>',
      'people, each with an account and a live feed',
      read.count(2, 100_000),
      usual.users,
    )
    .option('--chats <n>', 'chats among them (default: half as many as people)', read.count(1, 100_000))
    .option(
      '--members <n>',
      'participants of each chat; chats of 2 are direct ones',
      read.count(2, MOST_MEMBERS),
      usual.members,
    )
    .optionsGroup('Load:')
    .option(
      '--rate <n>',
      'messages and edits a second, all senders together; the schedule is fixed',
      read.perSecond,
      usual.rate,
    )
    .addOption(
      new Option('--inflight <n>', 'closed model instead: so many under way at any time')
        .argParser(read.count(1, 10_000))
        .conflicts('rate'),
    )
    .option('--edit-ratio <share>', 'share of them that edit an earlier message', read.share, 0.02)
    .option(
      '--read-ratio <share>',
      'share of deliveries that the recipient marks as read',
      read.share,
      usual.readRatio,
    )
    .option(
      '--seed <n>',
      'the same seed gives the same people, chats, texts and schedule',
      read.count(0, 999_999_999),
      1,
    )
    .optionsGroup('Phases (500ms, 60s, 2m):')
    .option('--warm-up <time>', 'before anything is counted (default: as long as --ramp)', read.duration)
    .addOption(time('--ramp <time>', 'part of the warm-up in which the rate rises', usual.rampMs))
    .addOption(time('--duration <time>', 'what is counted', usual.durationMs))
    .addOption(time('--drain <time>', 'longest wait for what is still under way at the end', 15_000))
    .optionsGroup('Generator:')
    .option('--threads <n>', 'worker threads that make the load', read.count(1, 64), usualThreads());
}

const time = (flags: string, description: string, usualMs: number): Option =>
  new Option(flags, description).argParser(read.duration).default(usualMs, formatDuration(usualMs));

/** Adds the flags that say which instances serve whom. */
export function addInstanceFlags(command: Command): Command {
  return command
    .optionsGroup('Instances:')
    .option(
      '--senders <which>',
      'senders that may take part: all, or numbers such as 1,2',
      read.instances,
      'all',
    )
    .option('--receivers <which>', 'receivers that may take part', read.instances, 'all')
    .option(
      '--pin <how>',
      'who uses which: none (nginx decides), round-robin, random, or pairs such as s1:r2,s2:r1 (default: none, and round-robin where instances are named)',
      read.pin,
    );
}

/** Adds the flags that say where the load goes. */
export function addWhereFlags(command: Command): Command {
  return command
    .optionsGroup('Where:')
    .option('--url <url>', 'a Converge that runs', read.url, 'http://localhost:3000')
    .option(
      '--metrics <name=url>',
      "a metrics page of it, for CPU and memory, and, of a worker's, queues and dead letters (repeat it for more)",
      read.metrics,
    )
    .addOption(
      new Option(
        '--stack',
        'start a local stack for it, as large as --senders and --receivers say (2 each)',
      ).conflicts(['url', 'metrics']),
    )
    .option('--workers <n>', 'persistence-workers of that stack', read.count(1, MOST_INSTANCES), 1);
}

/** The options of a run; what does not go together ends the command with an explanation. */
export function runOptionsOf(command: Command): RunOptions {
  const { chats, inflight, warmUp, ramp, duration, drain, ...flags } = command.opts<RunFlags>();
  const { users, members, rate, editRatio, readRatio, seed, threads } = flags;
  // `scale` has no flags for instances: there, people are dealt out to all.
  const { senders = 'all', receivers = 'all' } = flags as Partial<RunFlags>;
  const options: RunOptions = {
    ...{ users, chats: chats ?? Math.max(1, Math.floor(users / 2)), members },
    ...{ rate, inFlight: inflight ?? null, editRatio, readRatio },
    ...{ warmUpMs: warmUp ?? ramp, rampMs: ramp, durationMs: duration, drainMs: drain },
    ...{ senders, receivers, pin: { kind: 'none' }, seed, threads },
  };
  const mistake = mistakeIn(options);
  if (mistake !== undefined) command.error(`error: ${mistake}`);
  try {
    return { ...options, pin: pinFor(flags.pin, senders, receivers) };
  } catch (error) {
    return command.error(`error: ${(error as Error).message}`);
  }
}

/** Where the load goes; `options` name the instances that a stack of our own must have. */
export function whereOf(command: Command, options: RunOptions): Where {
  const {
    url,
    metrics = [],
    stack,
    workers,
  } = command.opts<{
    url: string;
    metrics?: MetricsPage[];
    stack?: true;
    workers: number;
  }>();
  if (stack === true) {
    const size = stackSizeFor(options);
    requireRoom(command, Math.max(size.senders, size.receivers));
    return { kind: 'stack', workers, ...size };
  }
  if (command.getOptionValueSource('workers') !== 'default') {
    command.error('error: --workers is for a stack of our own: add --stack, or leave it out.');
  }
  return { kind: 'url', url, metrics };
}

/** A stack of our own numbers its instances from 1, and has no more than so many. */
export function requireRoom(command: Command, highest: number): void {
  if (highest > MOST_INSTANCES)
    command.error(
      `error: a stack of our own has instances 1 to ${MOST_INSTANCES}, and ${highest} is asked for: take lower ones.`,
    );
}

/** A bound on what nobody will tell could never hold: that is said before anything is started. */
export function requireTold(command: Command, where: Where, bounds: readonly Threshold[]): void {
  if (where.kind === 'stack' || where.metrics.length > 0) return;
  const untold = bounds.find(({ metric }) => TOLD_BY_WORKERS.has(metric));
  if (untold)
    command.error(
      `error: ${untold.text} cannot be seen without a worker's metrics page: add --metrics worker-1=http://…/metrics, or leave it out.`,
    );
}

function mistakeIn({ users, chats, members, rampMs, warmUpMs, durationMs }: RunOptions): string | undefined {
  if (members > users) {
    return `--members ${members} cannot be found among --users ${users}: take more users, or fewer members.`;
  }
  const pairs = (users * (users - 1)) / 2;
  if (members === 2 && chats > pairs) {
    return `--users ${users} make no more than ${pairs} pairs, which is fewer than --chats ${chats}: take more users, fewer chats, or --members 3.`;
  }
  if (warmUpMs < rampMs)
    return `--warm-up ${formatDuration(warmUpMs)} is shorter than --ramp ${formatDuration(rampMs)}, which is part of it: leave --warm-up out, or make it longer.`;
  if (durationMs < 1_000)
    return '--duration is below 1s, which is too short to measure anything: take at least 1s.';
  return undefined;
}

/** The services of the stack need the processor too. */
const usualThreads = (): number => Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));
