import { describe, expect, it } from '@jest/globals';
import type { RunOptions } from '../engine/run-options.js';
import { aRunResult } from '../testkit/a-run-result.js';
import { scaleTable } from './scale-table.js';
import { measureScale, type ScalePlan } from './scale.js';

const { options } = aRunResult();
const PLAN: ScalePlan = { options, counts: [1, 3] };

/** A stack of three and three, of which each instance in use needs as much processor as one alone. */
async function measured(stopAfter = Infinity) {
  const asked: RunOptions[] = [];
  const steps = await measureScale(PLAN, {
    run: (load) => {
      asked.push(load);
      const { processes, counts, rate } = aRunResult();
      const senders = load.rate / options.rate;
      // To all members but the author.
      const delivered = counts.accepted * senders * (load.members - 1);
      return Promise.resolve(
        aRunResult({
          options: load,
          processes: processes.flatMap((process) =>
            [1, 2, 3].map((n) => ({ ...process, name: process.name.replace('1', String(n)) })),
          ),
          rate: { ...rate, achieved: rate.achieved * senders },
          counts: { ...counts, reads: 0, delivered },
        }),
      );
    },
    say: () => undefined,
    wasStopped: () => asked.length >= stopAfter,
  });
  return { asked, steps };
}

describe('scaling', () => {
  it('warms all instances up, then gives each as much as one alone', async () => {
    const { asked } = await measured();
    const load = asked.map(({ senders, receivers, rate, users, members }) =>
      [senders, receivers, rate, users, members].map(String),
    );
    expect(load).toEqual([
      ['1', '1,2,3', '100', '300', '6'],
      ['1,2,3', '1', '300', '100', '2'],
      ['1', '1', '100', '100', '2'],
      ['1', '1,2,3', '100', '300', '6'],
      ['1', '1', '100', '100', '2'],
      ['1,2,3', '1', '300', '100', '2'],
    ]);
    expect(new Set(asked.map(({ seed }) => seed)).size).toBe(6);
  });

  it('is flat when each instance costs what one alone does, whatever idles beside them', async () => {
    const { steps } = await measured();
    expect(steps.map(({ cost }) => [cost.tier, cost.instances])).toEqual([
      ['receivers', 1],
      ['receivers', 3],
      ['senders', 1],
      ['senders', 3],
    ]);
    const table = scaleTable(steps);
    expect(table).toMatch(/\| 3 receivers \|.*\| +1\.00× \| +33 % \|/);
    expect(table).toMatch(/\| 3 senders \|.*\| +1\.00× \| +33 % \|/);
  });

  it('tells what it has when it is stopped, without the step that was cut short', async () => {
    const { asked, steps } = await measured(4);
    expect(asked).toHaveLength(4);
    expect(steps.map(({ cost }) => [cost.tier, cost.instances])).toEqual([['receivers', 1]]);
  });
});
