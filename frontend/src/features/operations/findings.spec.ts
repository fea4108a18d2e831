import { describe, expect, it } from '@jest/globals';
import type { OperationsReport } from '../../sync/model';
import { findingsOf } from './findings';
import { instance, lane, report, started } from './testkit/operations';

const samples = (...reports: OperationsReport[]) =>
  reports.map((one, index) => ({ receivedAt: 1_000 * index, report: one }));
const found = (...reports: OperationsReport[]) => findingsOf(samples(...reports));
const without = (id: string) =>
  report({ instances: report().instances.filter((one) => one.instance.id !== id) });

describe('what an operator is told', () => {
  it('is nothing while all is well, and before there was an answer', () => {
    expect(found(report(), report())).toEqual([]);
    expect(findingsOf([])).toEqual([]);
  });

  it('is that an instance which was there is gone, and since when', () => {
    const two = report({ instances: [...report().instances, instance('sender-2')] });
    expect(found(two, two, report())).toEqual([
      { tone: 'warn', name: 'gone', instance: 'sender-2', at: 1_000 },
    ]);
    expect(found(report(), two)).toEqual([]);
  });

  it('is that nobody at all does the work of a service', () => {
    expect(found(without('worker-1'))).toEqual([{ tone: 'danger', name: 'noInstance', service: 'worker' }]);
  });

  it('is that an instance is another process than before, also when it was away in between', () => {
    const again = report({
      instances: report().instances.map((one) =>
        one.instance.id === 'worker-1' ? started(one, '2026-11-21T12:03:00.000Z') : one,
      ),
    });
    const at = Date.parse('2026-11-21T12:03:00.000Z');
    const expected = [{ tone: 'warn', name: 'restarted', instance: 'worker-1', at }];
    expect(found(report(), again)).toEqual(expected);
    expect(found(report(), without('worker-1'), again)).toEqual(expected);
  });

  it('is that Postgres is out of reach, that events wait, that somebody lags: the worst first', () => {
    const bad = report({
      deadLetterCount: 3,
      instances: [
        instance('user-1'),
        instance('sender-1', { eventLoopLagMs: 101 }),
        instance('receiver-1', { eventLoopLagMs: 100 }),
        instance('worker-1', { circuit: 'OPEN' }),
        instance('worker-2', { circuit: 'HALF_OPEN' }),
      ],
      lanes: [lane('MESSAGES', { oldestAgeMs: 10_001 }), lane('CHATS', { oldestAgeMs: 10_000 })],
    });
    expect(found(bad)).toEqual([
      { tone: 'danger', name: 'late', lane: 'MESSAGES' },
      { tone: 'danger', name: 'circuitOpen', instance: 'worker-1' },
      { tone: 'warn', name: 'lagging', instance: 'sender-1' },
      { tone: 'warn', name: 'circuitTrying', instance: 'worker-2' },
      { tone: 'warn', name: 'deadLetters', count: 3 },
    ]);
  });

  it('is that an instance had errors, also when it has none any more', () => {
    const erring = report({
      instances: [...report().instances, instance('sender-2', { errorsPerSecond: 0.5 })],
    });
    const well = report({ instances: [...report().instances, instance('sender-2')] });
    expect(found(erring, erring, well)).toEqual([{ tone: 'warn', name: 'failing', instance: 'sender-2' }]);
  });

  it('is that Redis has begun a new epoch', () => {
    expect(found(report(), report({ epoch: 'epoch-2' }))).toEqual([{ tone: 'warn', name: 'newEpoch' }]);
  });
});
