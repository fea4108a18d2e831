import { resolve } from 'node:path';
import { Argument, Command, InvalidArgumentError } from 'commander';

/** What `npm run bench` was asked for. */
export interface Flags {
  parts: string[];
  rounds: number;
  holdSeconds: number;
  smoke: boolean;
  render: boolean;
  /** Absolute; null: the results are not kept. */
  out: string | null;
  /** Absolute; null: the report goes to the terminal. */
  report: string | null;
}

const ROOT = new URL('../../../', import.meta.url).pathname;
/** The report that the repository has. */
export const USUAL_REPORT = resolve(ROOT, 'BENCHMARKS.md');

/** Reads the flags; a mistake prints one message and ends the process with commander's exit code. */
export function readFlags(args: readonly string[], partNames: readonly string[]): Flags {
  const command = new Command('npm run bench --')
    .description('Measures Converge beside a synchronous baseline and the limits of its libraries.')
    .addArgument(new Argument('[part...]', 'the parts to measure; all without one').choices(partNames))
    .option('--rounds <n>', 'how often each figure is measured', positive, 5)
    .option('--hold <seconds>', 'how long a sustained rate is held', positive, 60)
    .option('--smoke', 'as little as can be, to see that it works; the figures mean nothing', false)
    .option('--render', 'measure nothing, only write the report', false)
    .option('--out <file>', 'where results are kept (default: .stack/bench.json; of a smoke: nowhere)')
    .option('--report <file>', 'where the report goes (default: BENCHMARKS.md; of a smoke: the terminal)')
    .showHelpAfterError('(npm run bench -- --help shows every flag)');
  command.parse([...args], { from: 'user' });
  const options = command.opts<{
    rounds: number;
    hold: number;
    smoke: boolean;
    render: boolean;
    out?: string;
    report?: string;
  }>();
  const file = (given: string | undefined, usual: string) =>
    given !== undefined ? resolve(given) : options.smoke ? null : resolve(ROOT, usual);
  return {
    parts: command.args.length > 0 ? command.args : [...partNames],
    rounds: options.smoke ? 1 : options.rounds,
    holdSeconds: options.hold,
    smoke: options.smoke,
    render: options.render,
    out: file(options.out, '.stack/bench.json'),
    report: file(options.report, USUAL_REPORT),
  };
}

function positive(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999.');
}
