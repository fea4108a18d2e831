import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isAlive } from '../engine/measure/proc.js';
import { TargetUnreachableError } from './target.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const MAIN = join(ROOT, 'scripts/dist/main.js');
const FOLDER = 'converge-load-';
/** A whole stack on a busy machine with two cores. */
const READY_WITHIN_MS = 120_000;
/** The stack gives each of its processes 12 s. */
const GONE_WITHIN_MS = 30_000;
const TAIL_CHARACTERS = 4_000;

/** What a stack says of itself, as in its stack.json. */
export interface StackDescription {
  pid: number;
  baseUrl: string;
  postgresUrl: string;
  redisUrl: string;
  dir: string;
  instances: { service: string; number: number; name: string; url: string }[];
}

export interface StackProcess {
  stack: StackDescription;
  /** Ends it and removes its folder; resolves once nothing is left. */
  stop(): Promise<void>;
}

/**
 * Starts a local stack on free ports in a folder of its own. However we end, it ends too: by `stop`, by a signal that
 * nobody else handles, by a crash. Only a kill -9 leaves the folder, until the next start. @throws TargetUnreachableError
 */
export async function startStackProcess(flags: readonly string[]): Promise<StackProcess> {
  removeLeftovers();
  const dir = mkdtempSync(join(tmpdir(), `${FOLDER}${process.pid}-`));
  const child = fork(MAIN, ['--port', '0', '--dir', dir, '--log-level', 'warn', ...flags], {
    cwd: ROOT,
    env: cleanEnvironment(),
    execArgv: [],
    // Ctrl-C is ours to hear: the stack must outlive it until the last figures are in.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let tail = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data) => (tail = (tail + String(data)).slice(-TAIL_CHARACTERS)));
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  const atExit = () => {
    child.kill('SIGTERM');
    waitUntilUnlocked(dir);
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', atExit);
  const stopHearing = endOnSignals();
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
    process.off('exit', atExit);
    stopHearing();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    return { stack: await readiness(child, gone), stop };
  } catch (error) {
    await stop();
    throw new TargetUnreachableError(`The stack did not start:\n${tail.trim()}`, { cause: error });
  }
}

function readiness(child: ChildProcess, gone: Promise<void>): Promise<StackDescription> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`It was not ready in ${READY_WITHIN_MS} ms.`)),
      READY_WITHIN_MS,
    );
    child.on('message', (message: { type: string; stack: StackDescription }) => {
      if (message.type !== 'ready') return;
      clearTimeout(timer);
      resolve(message.stack);
    });
    void gone.then(() => {
      clearTimeout(timer);
      reject(new Error('It ended before it was ready.'));
    });
  });
}

/** A signal that would kill us without a word ends us in order instead; where somebody else listens, that is theirs. */
function endOnSignals(): () => void {
  const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  const listeners = Object.entries(signals).map(([name, code]) => {
    const signal = name as keyof typeof signals;
    const listener = () => void (process.listenerCount(signal) === 1 && process.exit(code));
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => listeners.forEach((off) => off());
}

/** In an exit handler nothing can be awaited. The stack takes its lock file away as its last act. */
function waitUntilUnlocked(dir: string): void {
  const still = new Int32Array(new SharedArrayBuffer(4));
  const deadline = Date.now() + GONE_WITHIN_MS;
  while (existsSync(join(dir, 'lock')) && Date.now() < deadline) Atomics.wait(still, 0, 0, 50);
}

/** Folders of load testers that were killed; their stacks ended with them. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${FOLDER}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid)) || existsSync(join(tmpdir(), name, 'lock'))) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Without what is meant for a test runner, or for a stack of the developer's own. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const meantForOthers = ['NODE_OPTIONS', 'NODE_ENV', 'REDIS_URL', 'QUEUE_REDIS_URL', 'SESSION_REDIS_URL'];
  const entries = Object.entries(process.env).filter(
    ([name]) => !meantForOthers.includes(name) && !/^(npm_|JEST_)/.test(name),
  );
  return { ...Object.fromEntries(entries), NO_COLOR: '1' };
}
