import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

/** The repository: four folders above this one. */
export const ROOT = resolve(import.meta.dirname, '../../../..');

const MOST_OUTPUT_CHARACTERS = 1_000_000;

export interface ChildOptions {
  env?: NodeJS.ProcessEnv;
  /** Ends it at once. */
  signal?: AbortSignal;
  /** Hears each piece of what it writes; without it, what it writes is only kept for the error. */
  onOutput?: (text: string) => void;
  /** Ctrl-C at the terminal does not reach it. */
  isApart?: boolean;
}

export interface Child {
  process: ChildProcess;
  /** Resolves once it has ended, with all that it wrote. */
  ended: Promise<{ code: number | null; output: string }>;
}

/** Starts a program in the repository's folder. */
export function start(command: string, args: readonly string[], options: ChildOptions = {}): Child {
  const { env, signal, onOutput, isApart = false } = options;
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: isApart,
    signal,
    killSignal: 'SIGKILL',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output = (output + data.toString()).slice(-MOST_OUTPUT_CHARACTERS);
      onOutput?.(data.toString());
    });
  }
  const ended = new Promise<{ code: number | null; output: string }>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, output }));
  });
  // Whoever awaits it hears of it; an abort may come before anybody does.
  ended.catch(() => undefined);
  return { process: child, ended };
}

/** Runs a program to its end; answers what it wrote. A failure throws the last of it. */
export async function run(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<string> {
  const { code, output } = await start(command, args, options).ended;
  if (code === 0) return output.trim();
  throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${lastLines(output, 60)}`);
}

export const lastLines = (text: string, count: number): string =>
  text.trim().split('\n').slice(-count).join('\n');
