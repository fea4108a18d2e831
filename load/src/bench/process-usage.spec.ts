import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterEach, expect, test } from '@jest/globals';
import { CpuMeter } from './cpu-meter.js';
import { cpuUsOf } from './process-usage.js';

/** Works until this process has used so much; Node's own figure is the other witness. */
function work(us: number): void {
  const begun = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(begun);
    if (user + system >= us) return;
  }
}

/** Where the kernel tells nanoseconds, less than a tick is enough to be seen; else one each of user and system time. */
const SEEN_US = existsSync('/proc/self/schedstat') ? 3_000 : 25_000;

let child: ChildProcess | undefined;
afterEach(() => void child?.kill());

test('little work is seen: less than a tick, where the kernel knows it', async () => {
  // A process whose threads all live: of those that have ended, as they do in a test runner, only ticks are known.
  const script = `${work.toString()}
    process.on('message', (us) => { work(us); process.send('done'); });
    process.send('ready');`;
  child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  await once(child, 'message');
  const pid = child.pid!;
  // So often that ticks alone would miss one of them.
  for (let nth = 0; nth < 5; nth++) {
    const [before, meter] = [cpuUsOf(pid), new CpuMeter({ child: pid })];
    child.send(SEEN_US);
    await once(child, 'message');
    // The kernel notes what a thread has used when it gives the core back.
    while (meter.used()['child'] === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(cpuUsOf(pid)).toBeGreaterThan(before);
  }
});

test('no thread of a process is left out of what Node itself counts', () => {
  work(50_000);
  const { user, system } = process.cpuUsage();
  const seen = cpuUsOf(process.pid);
  // Threads that have ended are known in whole ticks, one for user and one for system time.
  expect(seen).toBeGreaterThan(user + system - 20_000 - 5_000);
});

test('a process that is not there is no idle one', () => {
  expect(() => cpuUsOf(2 ** 22 + 1)).toThrow('no process');
});
