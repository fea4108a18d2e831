import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../../../..');
const MAIN = join(ROOT, 'scripts/dist/main.js');
/** A whole stack on a busy machine with two cores. */
const READY_WITHIN_MS = 90_000;
const MOST_OUTPUT_CHARACTERS = 2_000_000;

/** What a running stack says of itself (the same as in its stack.json). */
export interface StackDescription {
  pid: number;
  baseUrl?: string;
  postgresUrl: string;
  redisUrl: string;
  dir: string;
  instances: { service: string; number: number; name: string; port: number; url: string }[];
}

export interface StackProcessOptions {
  /** Flags of `npm start`; `--port 0` and `--dir` are given already. */
  flags?: readonly string[];
  /** Variables for the stack and its services; undefined takes one away. */
  env?: Readonly<Record<string, string | undefined>>;
  /** A folder to use (again); without one the stack gets a folder of its own that ends with it. */
  dir?: string;
}

/** The process of a stack: started, watched, ended. It ends by itself when this process does. */
export class StackProcess {
  readonly dir: string;
  /** Resolves with the exit code (null: by a signal) once it has ended. */
  readonly exit: Promise<number | null>;
  private readonly child: ChildProcess;
  private readonly ownsDir: boolean;
  private output = '';

  constructor({ flags = [], env = {}, dir }: StackProcessOptions = {}) {
    this.ownsDir = dir === undefined;
    this.dir = dir ?? mkdtempSync(join(tmpdir(), 'converge-stack-'));
    this.child = fork(MAIN, ['--port', '0', '--dir', this.dir, ...flags], {
      cwd: ROOT,
      env: { ...cleanEnvironment(), ...env },
      // Jest's own flags would be handed on.
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (data) => this.keep(String(data)));
    this.exit = new Promise((done) => this.child.once('close', done));
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /** Resolves once the stack is ready; rejects with the end of its output when it ends before. */
  async ready(): Promise<StackDescription> {
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<StackDescription>((resolve, reject) => {
        this.child.on('message', (message: { type: string; stack: StackDescription }) => {
          if (message.type === 'ready') resolve(message.stack);
        });
        const fail = (why: string) => reject(new Error(`${why}:\n${this.tail()}`));
        void this.exit.then((code) => fail(`The stack ended (exit code ${code}) before it was ready`));
        timer = setTimeout(
          () => fail(`The stack was not ready within ${READY_WITHIN_MS} ms`),
          READY_WITHIN_MS,
        );
      });
    } catch (error) {
      await this.stop();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends it in order, as Ctrl-C does; forgets a folder of its own. */
  async stop(): Promise<number | null> {
    this.child.kill('SIGINT');
    // A test may have paused it.
    this.child.kill('SIGCONT');
    const code = await this.exit;
    if (this.ownsDir) rmSync(this.dir, { recursive: true, force: true });
    return code;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  /** Everything that it has written to the terminal so far. */
  logs(): string {
    return this.output;
  }

  /** The process id of one of its children, e.g. `sender-1`, `postgres`, `nginx`. Throws while there is none. */
  pidOf(name: string): number {
    const file = join(this.dir, 'run', `${name}.pid`);
    if (!existsSync(file)) throw new Error(`There is no process ${name} right now:\n${this.tail()}`);
    return Number(readFileSync(file, 'utf8'));
  }

  tail(lines = 40): string {
    return this.output.trim().split('\n').slice(-lines).join('\n');
  }

  private keep(text: string): void {
    this.output = (this.output + text).slice(-MOST_OUTPUT_CHARACTERS);
  }
}

/** The environment without what is meant for Jest or for a stack of the developer's own. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const meantForOthers = [
    'NODE_OPTIONS',
    'NODE_ENV',
    'REDIS_URL',
    'QUEUE_REDIS_URL',
    'SESSION_REDIS_URL',
    'FORCE_COLOR',
  ];
  const entries = Object.entries(process.env).filter(
    ([name]) => !meantForOthers.includes(name) && !name.startsWith('npm_') && !name.startsWith('JEST_'),
  );
  return { ...Object.fromEntries(entries), NO_COLOR: '1' };
}
