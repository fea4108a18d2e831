import { describe, expect, it } from '@jest/globals';
import { aLatency, aRunResult } from '../testkit/a-run-result.js';
import { compareRuns } from './comparison.js';

const before = { name: 'before.json', result: aRunResult() };

describe('the comparison of two runs', () => {
  it('tells by how much each figure has changed', () => {
    const { latency, rate } = aRunResult();
    const result = aRunResult({
      latency: { ...latency, delivery: aLatency(4) },
      rate: { ...rate, achieved: 109.78 },
      errors: { UNAVAILABLE: 3 },
    });
    const text = compareRuns(before, { name: 'after.json', result });
    expect(text).toMatch(/\| delivery\.p99 ms +\| +32 \| +16 \| +−50 % \|/);
    expect(text).toMatch(/\| accepted\.p99 ms +\| +20 \| +20 \| +±0 % \|/);
    expect(text).toMatch(/\| rate\.achieved +\| +99\.8 \| +110 \| +\+10 % \|/);
    expect(text).toMatch(/\| errors +\| +0 \| +3 \| +new \|/);
    expect(text).not.toContain('⚠');
  });

  it('shows a process that only one of them had', () => {
    const { processes } = aRunResult();
    const result = aRunResult({ processes: [...processes, { ...processes[0]!, name: 'sender-2' }] });
    expect(compareRuns(before, { name: 'after.json', result })).toMatch(
      /\| sender-2 CPU s +\| +– \| +3 \| +– \|/,
    );
  });

  it('warns when they were not asked the same, not on the same machine, or are worth nothing', () => {
    const { options, machine, correctness } = aRunResult();
    const result = aRunResult({
      options: { ...options, rate: 200 },
      machine: { ...machine, cpus: 8 },
      isValid: false,
      invalidBecause: ['it was late'],
      correctness: { ...correctness, lost: 2 },
    });
    const warnings = compareRuns(before, { name: 'after.json', result }).match(/^> ⚠ .*$/gm);
    expect(warnings).toEqual([
      '> ⚠ They differ in load: 100 operations a second (open model) and 200 operations a second (open model).',
      '> ⚠ They differ in machine: 2 × A processor with 8 GB and 8 × A processor with 8 GB.',
      '> ⚠ after.json is invalid: it was late.',
      '> ⚠ after.json has 2 wrong messages: its speed is worth nothing.',
    ]);
  });
});
