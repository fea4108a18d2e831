import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

/** The logs of every container of a long test. */
const MOST_OUTPUT_BYTES = 256 * 1024 * 1024;

const run = promisify(execFile);

/** Runs `docker` with these arguments; answers what it wrote, trimmed. What it complained of is in the error. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await run('docker', args, { maxBuffer: MOST_OUTPUT_BYTES });
  return stdout.trim();
}

/** The same, for whoever cannot wait. */
export function dockerSync(...args: string[]): string {
  const options = { encoding: 'utf8', maxBuffer: MOST_OUTPUT_BYTES, stdio: 'pipe' } as const;
  return execFileSync('docker', args, options).trim();
}

/** A container of a compose project. */
export interface Container {
  id: string;
  /** As docker-compose.yml names it, e.g. sender-service. */
  service: string;
  /** Of several of one service, from 1. */
  number: number;
}

const LABEL = 'com.docker.compose';
const FORMAT = `{{.ID}} {{.Label "${LABEL}.service"}} {{.Label "${LABEL}.container-number"}}`;

/** Arguments of `docker` that list containers of a project, without those of `compose run`. */
const listing = (project: string) => [
  ...['ps', '--no-trunc', '--filter', `label=${LABEL}.project=${project}`],
  ...['--filter', `label=${LABEL}.oneoff=False`, '--format', FORMAT],
];

/** The containers of a project that run (or are paused), by service and number; `all`: those that do not, too. */
export async function containersOf(project: string, { all = false } = {}): Promise<Container[]> {
  return parse(await docker(...listing(project), ...(all ? ['--all'] : [])));
}

/** One container of a project, whether it runs or not. Throws where there is none. */
export function containerOf(project: string, service: string, number: number): string {
  const all = parse(dockerSync(...listing(project), '--all'));
  const found = all.find((one) => one.service === service && one.number === number);
  if (found === undefined) throw new Error(`There is no container ${service}-${number} in ${project}.`);
  return found.id;
}

function parse(told: string): Container[] {
  const lines = told.split('\n').filter((line) => line !== '');
  return lines
    .map((line) => line.split(' '))
    .map(([id = '', service = '', number]) => ({ id, service, number: Number(number) }))
    .sort((a, b) => a.service.localeCompare(b.service) || a.number - b.number);
}
