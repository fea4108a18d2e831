import { docker } from '../testkit/docker.js';
import { PREFIX } from './project.js';

/** Takes down what earlier tests left that were killed before they could; answers how many. */
export async function removeLeftovers(): Promise<number> {
  const told = await docker('compose', 'ls', '--all', '--quiet', '--filter', `name=${PREFIX}`);
  const left = told.split('\n').filter((name) => name.startsWith(PREFIX) && !isAlive(pidIn(name)));
  for (const name of left) {
    await docker(
      'compose',
      '--project-name',
      name,
      '--profile',
      '*',
      'down',
      '--volumes',
      '--remove-orphans',
    );
    await docker('image', 'rm', `converge-backend:${name}`, `converge-nginx:${name}`).catch(() => undefined);
  }
  return left.length;
}

const pidIn = (name: string): number => Number(name.slice(PREFIX.length));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
