import { spawn } from 'node:child_process';
import { afterEach, describe, expect, test } from '@jest/globals';
import { allowedCores, findCores } from './cores.js';

const cores = findCores();
const children: ReturnType<typeof spawn>[] = [];

/** A process that only waits. */
function startChild(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  children.push(child);
  return child.pid!;
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

// Where nothing can be pinned (macOS, one core) there is nothing to look at.
(cores ? describe : describe.skip)('processes set apart', () => {
  test('what is measured has a core of its own, and gives it back to the next', () => {
    const [first, second] = [startChild(), startChild()];
    const all = allowedCores();
    try {
      cores!.setApart([first]);
      expect(allowedCores(first)).toEqual([cores!.names.measured]);
      expect(allowedCores(second)).toEqual(all.slice(0, -1));
      expect(allowedCores()).toEqual(all.slice(0, -1));
      cores!.setApart([second]);
      expect(allowedCores(first)).toEqual(all.slice(0, -1));
      expect(allowedCores(second)).toEqual([cores!.names.measured]);
    } finally {
      cores!.release();
    }
    expect(allowedCores(second)).toEqual(all);
    expect(allowedCores()).toEqual(all);
  });
});
