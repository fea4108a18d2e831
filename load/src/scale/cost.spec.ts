import { describe, expect, it } from '@jest/globals';
import type { RunResult } from '../engine/run-result.js';
import { aRunResult } from '../testkit/a-run-result.js';
import { tierCost } from './cost.js';

const [sender, receiver] = aRunResult().processes;

describe('the cost of a tier', () => {
  it('is the processor time of the steady phase over what was done in it', () => {
    expect(tierCost('senders', aRunResult())).toMatchObject({
      instances: 1,
      units: 1_498,
      unitsPerSecond: 149.8,
    });
    expect(tierCost('senders', aRunResult()).cpuSeconds).toBeCloseTo(2);
    expect(tierCost('receivers', aRunResult()).cpuUsPerUnit).toBeCloseTo(500);
    expect(tierCost('receivers', aRunResult()).unitsPerCpuSecond).toBeCloseTo(2_000);
  });

  it('counts the authors among those whom receivers serve', () => {
    const { options, counts } = aRunResult();
    const ofMembers = (members: number): RunResult =>
      aRunResult({
        options: { ...options, members },
        counts: { ...counts, delivered: counts.accepted * (members - 1) },
      });
    expect(tierCost('receivers', ofMembers(2)).units).toBe(2_000);
    expect(tierCost('receivers', ofMembers(6)).units).toBe(6_000);
  });

  it('adds the instances up and tells how much fell on the busiest', () => {
    const idle = {
      ...sender!,
      name: 'sender-2',
      cpu: sender!.cpu.map((value) => ({ ...value, share: 0.05 })),
    };
    const cost = tierCost('senders', aRunResult({ processes: [sender!, idle, receiver!] }));
    expect(cost.instances).toBe(2);
    expect(cost.cpuSeconds).toBeCloseTo(2.5);
    expect(cost.busiestShare).toBeCloseTo(0.8);
  });

  it('counts the part of a value that is within the steady phase', () => {
    const cpu = [
      { sinceMs: 1_500, atMs: 2_500, share: 9 },
      { sinceMs: 2_500, atMs: 3_500, share: 1 },
      { sinceMs: 3_500, atMs: 12_500, share: 0 },
      { sinceMs: 12_500, atMs: 13_500, share: 1 },
    ];
    const cost = tierCost('senders', aRunResult({ processes: [{ ...sender!, cpu }] }));
    expect(cost.cpuSeconds).toBeCloseTo(1);
  });

  it('counts a value that has none before it', () => {
    const cpu = [{ sinceMs: 3_000, atMs: 13_000, share: 0.5 }];
    const cost = tierCost('senders', aRunResult({ processes: [{ ...sender!, cpu }] }));
    expect(cost.cpuSeconds).toBeCloseTo(5);
  });

  it('takes a hole for the mean of what is known, and not for what came after it', () => {
    const cpu = [
      { sinceMs: 3_000, atMs: 6_000, share: 1 },
      { sinceMs: 12_000, atMs: 13_000, share: 0 },
    ];
    const cost = tierCost('senders', aRunResult({ processes: [{ ...sender!, cpu }] }));
    expect(cost.cpuSeconds).toBeCloseTo(7.5);
  });

  it('is not made up when nothing was measured', () => {
    expect(() => tierCost('senders', aRunResult({ processes: [] }))).toThrow(/no figures of its senders/);
  });
});
