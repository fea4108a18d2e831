import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What `npm start` was asked for. */
export interface Flags {
  users: number;
  senders: number;
  receivers: number;
  workers: number;
  /** nginx; 0 = every port of the stack is a free one. */
  port: number;
  /** Absolute. */
  dir: string;
  fresh: boolean;
  infraOnly: boolean;
  logLevel: LogLevel;
}

/** More than this on one machine is a slip of the finger; it also keeps the port ranges of the services apart. */
const MOST_INSTANCES = 50;

const AFTERWORD = `
Examples:
  npm start                                            two of each service, one worker
  npm start -- --senders 3 --receivers 4 --workers 2   more of them
  npm start -- --fresh                                 forget all data first
  npm start -- --port 0                                free ports for everything (a second stack: add --dir)

A variable set in the environment (or in .env) goes to the services, see .env.example;
REDIS_URL uses a Redis of yours instead of starting one. Ctrl-C stops everything.`;

/** Reads the flags; a mistake prints one message to stderr and throws commander's error with its exit code. */
export function parseFlags(args: readonly string[]): Flags {
  const command = new Command('npm start --')
    .description("Converge's local stack: Postgres, Redis, the four services and nginx on this machine.")
    .option('--users <n>', 'instances of user-service', count(1), 2)
    .option('--senders <n>', 'instances of sender-service', count(1), 2)
    .option('--receivers <n>', 'instances of receiver-service', count(1), 2)
    .option('--workers <n>', 'instances of persistence-worker (0: nothing drains the queues)', count(0), 1)
    .option('--port <n>', 'port of nginx; 0 takes a free port for everything', port, 3000)
    .option('--dir <path>', 'where data, logs and secrets live', '.stack')
    .option('--fresh', 'forget the data, logs and secrets of earlier runs first', false)
    .option('--infra-only', 'only Postgres and Redis (for integration tests)', false)
    .addOption(new Option('--log-level <level>', 'least level to show').choices(LOG_LEVELS).default('info'))
    .allowExcessArguments(false)
    .addHelpText('after', AFTERWORD)
    .showHelpAfterError('(npm start -- --help shows every flag)')
    .exitOverride();
  command.parse([...args], { from: 'user' });
  const flags = command.opts<Flags>();
  return { ...flags, dir: resolve(flags.dir) };
}

/** The flags; a mistake in them (or --help) ends the process with commander's exit code. */
export function flagsOrExit(args: readonly string[]): Flags {
  try {
    return parseFlags(args);
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode);
    throw error;
  }
}

function count(least: number): (text: string) => number {
  return (text) => wholeNumber(text, least, MOST_INSTANCES);
}

function port(text: string): number {
  return wholeNumber(text, 0, 65_535);
}

function wholeNumber(text: string, least: number, most: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
}
