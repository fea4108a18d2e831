import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Latencies } from './latencies.js';
import { sumOf } from './metrics-page.js';
import { usageOfTree } from './process-tree.js';

test('a metric is summed over its labels, and not mixed up with one whose name begins alike', () => {
  const page = [
    '# HELP jobs Jobs.',
    'jobs{lane="high"} 3',
    'jobs{lane="low"} 4',
    'jobs_total{lane="high"} 100',
    'seconds 1.5e3',
  ].join('\n');
  expect([sumOf(page, 'jobs'), sumOf(page, 'seconds'), sumOf(page, 'nothing')]).toEqual([7, 1500, null]);
});

test('latencies are told in milliseconds, with three digits', () => {
  const latencies = new Latencies();
  latencies.record(Float64Array.from({ length: 1000 }, (_, index) => (index + 1) * 1000));
  const { count, min, p50, p99, max, mean, curve } = latencies.whole();
  expect([count, max]).toEqual([1000, 1000]);
  for (const [value, about] of [
    [min, 1],
    [p50, 500],
    [p99, 990],
    [mean, 500.5],
  ] as const)
    expect(Math.abs(value / about - 1)).toBeLessThan(0.001);
  expect(curve.at(-1)).toEqual([100, 1000]);
  expect(curve.every(([, ms], index) => index === 0 || ms >= curve[index - 1]![1])).toBe(true);
});

test('no latencies are zeros, and one that is slightly early counts as none', () => {
  const latencies = new Latencies();
  expect(latencies.whole()).toMatchObject({ count: 0, min: 0, p99: 0, max: 0, mean: 0, curve: [] });
  latencies.record(new Float64Array([-20]));
  expect(latencies.whole()).toMatchObject({ count: 1, max: 0 });
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('a process is measured with its children, as long as it is there', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume(); console.log()'], { stdio: 'pipe' });
  await once(child.stdout, 'data');
  const alone = usageOfTree(() => child.pid!)!;
  const both = usageOfTree(() => process.pid)!;
  expect(alone.mb).toBeGreaterThan(5);
  expect(both.mb).toBeGreaterThan(alone.mb);
  expect(both.cpuSeconds).toBeGreaterThan(process.cpuUsage().user / 1e6 / 2);
  child.kill();
  await once(child, 'exit');
  expect(usageOfTree(() => child.pid!)).toBeNull();
  expect(usageOfTree(() => Number(readFileSync('/proc/no such file', 'utf8')))).toBeNull();
});
