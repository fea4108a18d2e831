import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = new URL('../../../../', import.meta.url).pathname;
/** For execArgv: on SIGUSR2 the process collects its garbage, so that its memory can be measured. */
export const COLLECTING = ['--import', new URL('collect-on-signal.process.js', import.meta.url).href];

/** A child of the bench that has said it is ready. */
export interface ReadyChild<T> {
  said: T;
  pid: number;
  process: ChildProcess;
  /** Ends it in order and waits for that. */
  stop(): Promise<void>;
}

/**
 * Forks a built script, given by its path in the repository, and waits for the first message in which `pick` finds
 * something. Rejects if it ends before. What it writes to stderr is shown.
 */
export async function forkUntilReady<T>(
  script: string,
  options: { args?: string[]; env?: Record<string, string>; pick: (message: object) => T | undefined },
): Promise<ReadyChild<T>> {
  const child = fork(join(ROOT, script), options.args ?? [], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', ...options.env },
    execArgv: COLLECTING,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const said = await new Promise<T>((resolve, reject) => {
    child.on('message', (message: object) => {
      const found = options.pick(message);
      if (found !== undefined) resolve(found);
    });
    void ended.then((code) => reject(new Error(`${script} ended with ${code} before it was ready`)));
  });
  return {
    said,
    pid: child.pid!,
    process: child,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
