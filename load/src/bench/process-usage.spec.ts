import { expect, test } from '@jest/globals';
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

/** The kernel notes what a thread has used when it gives the core back. */
const giveBack = () => new Promise((resolve) => setTimeout(resolve, 1));

test('work of less than a tick of the kernel is seen', async () => {
  await giveBack();
  const [before, meter] = [cpuUsOf(process.pid), new CpuMeter({ self: process.pid })];
  work(3_000);
  await giveBack();
  expect(cpuUsOf(process.pid) - before).toBeGreaterThan(0);
  expect(meter.used()['self']).toBeGreaterThan(0);
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
