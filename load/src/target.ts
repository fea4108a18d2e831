import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../../', import.meta.url).pathname;

/** What the local stack tells of itself when it is ready. */
export interface Stack {
  baseUrl: string;
  instances: { name: string; url: string }[];
  dir: string;
}

/** A child of ours that says something once it is ready. */
async function start<T>(
  script: string,
  args: string[],
  pick: (message: Record<string, unknown>) => T | undefined,
) {
  const child: ChildProcess = fork(join(ROOT, script), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const said = await new Promise<T>((resolve, reject) => {
    child.on('message', (message) => {
      const found = pick(message as Record<string, unknown>);
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code} before it was ready`)));
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  return { said, stop };
}

/** A whole local stack with one instance of each service, on free ports, in a folder that is removed at the end. */
export async function startStack() {
  const dir = mkdtempSync(join(tmpdir(), 'converge-bench-'));
  const args = [
    '--port',
    '0',
    '--dir',
    dir,
    '--users',
    '1',
    '--senders',
    '1',
    '--receivers',
    '1',
    '--log-level',
    'warn',
  ];
  const { said, stop } = await start(
    'scripts/dist/main.js',
    args,
    (message) => message.stack as Stack | undefined,
  );
  return {
    stack: said,
    stop: async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

export async function startCeiling() {
  const { said, stop } = await start(
    'load/dist/ceiling.js',
    [],
    (message) => message.url as string | undefined,
  );
  return { url: said, stop };
}
