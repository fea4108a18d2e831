import { expect, test } from '@jest/globals';
import { meanCores, mostCores, peakMb } from './usage-figures.js';

test('a short look at a process counts for as long as it was', () => {
  const cpu = [
    { sinceMs: 0, atMs: 900, share: 0.5 },
    { sinceMs: 900, atMs: 1_000, share: 1.5 },
    { sinceMs: 5_000, atMs: 6_000, share: 0.4 },
  ];
  const rssMb = [100, 140, 120].map((mb, n) => ({ atMs: n * 1_000, mb }));
  const process = { name: 'sender-1', cpu, rssMb, cpuSeconds: 1 };
  expect(meanCores(process)).toBeCloseTo(0.5);
  expect([mostCores(process), peakMb(process)]).toEqual([1.5, 140]);
});

test('of a process that nobody has seen nothing is known', () => {
  const unseen = { name: 'sender-1', cpu: [], rssMb: [], cpuSeconds: 0 };
  expect([meanCores, mostCores, peakMb].map((of) => of(unseen))).toEqual([null, null, null]);
});
