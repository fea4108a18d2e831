import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A stack that ends while it fetches something ends the fetching too. */
const ending = new AbortController();
process.once('exit', () => ending.abort());

/** The full path of a program, looked for in PATH and `furtherFolders`. */
export function findProgram(name: string, furtherFolders: readonly string[] = []): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...furtherFolders];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not a program.
    return false;
  }
}

/** Runs a program to its end and answers what it wrote to stdout; throws when it fails or takes longer. */
export async function output(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; withinMs: number },
): Promise<string> {
  const { cwd, env, withinMs } = options;
  const { stdout } = await execute(command, [...args], {
    cwd,
    env,
    timeout: withinMs,
    signal: ending.signal,
    maxBuffer: 32 * 1024 * 1024,
  });
  return stdout;
}
