import { describe, expect, it } from '@jest/globals';
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
    expect(tierCost('receivers', aRunResult()).cpuUsPerUnit).toBeCloseTo(1_000);
    expect(tierCost('receivers', aRunResult()).unitsPerCpuSecond).toBeCloseTo(1_000);
  });

  it('adds the instances up and tells how much fell on the busiest', () => {
    const idle = {
      ...sender!,
      name: 'sender-2',
      cpu: sender!.cpu.map(({ atMs }) => ({ atMs, share: 0.05 })),
    };
    const cost = tierCost('senders', aRunResult({ processes: [sender!, idle, receiver!] }));
    expect(cost.instances).toBe(2);
    expect(cost.cpuSeconds).toBeCloseTo(2.5);
    expect(cost.busiestShare).toBeCloseTo(0.8);
  });

  it('counts the part of a value that is within the steady phase', () => {
    const cpu = [
      { atMs: 2_500, share: 9 },
      { atMs: 3_500, share: 1 },
      { atMs: 12_500, share: 0 },
      { atMs: 13_500, share: 1 },
    ];
    const cost = tierCost('senders', aRunResult({ processes: [{ ...sender!, cpu }] }));
    expect(cost.cpuSeconds).toBeCloseTo(1);
  });

  it('is not made up when nothing was measured', () => {
    expect(() => tierCost('senders', aRunResult({ processes: [] }))).toThrow(/no figures of its senders/);
  });
});
