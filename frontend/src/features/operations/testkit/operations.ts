import type { DeadLetter, InstanceReport, LaneReport, OperationsReport } from '../../../sync/model';

const STARTED = '2026-11-21T12:00:00.000Z';

/** An instance that is well, by its id, e.g. sender-1. */
export function instance(id: string, differences: Partial<InstanceReport> = {}): InstanceReport {
  const [service = '', number] = id.split('-');
  return {
    instance: { id, service, number: Number(number), startedAt: STARTED, version: '0.1.0' },
    cpu: 0.25,
    rssBytes: 120e6,
    eventLoopLagMs: 12,
    perSecond: 40,
    errorsPerSecond: 0,
    p50Ms: 2,
    p99Ms: 9.5,
    sockets: service === 'receiver' ? 17 : null,
    circuit: service === 'worker' ? 'CLOSED' : null,
    ...differences,
  };
}

export const started = (report: InstanceReport, startedAt: string): InstanceReport => ({
  ...report,
  instance: { ...report.instance, startedAt },
});

export const lane = (name: LaneReport['lane'], differences: Partial<LaneReport> = {}): LaneReport => ({
  lane: name,
  waiting: 0,
  active: 0,
  oldestAgeMs: 0,
  ...differences,
});

/** All is well: one instance of each service. */
export const report = (differences: Partial<OperationsReport> = {}): OperationsReport => ({
  at: '2026-11-21T12:03:07.000Z',
  epoch: 'epoch-1',
  deadLetterCount: 0,
  instances: ['user-1', 'sender-1', 'receiver-1', 'worker-1'].map((id) => instance(id)),
  lanes: [lane('MESSAGES'), lane('CHATS'), lane('RECEIPTS')],
  ...differences,
});

export const deadLetter = (id: string, differences: Partial<DeadLetter> = {}): DeadLetter => ({
  id,
  lane: 'MESSAGES',
  type: 'MessageAdded',
  chatId: '0198c0de-0000-7000-8000-000000000001',
  revision: 7,
  reason: 'invalid byte sequence (22021)',
  at: '2026-11-21T12:02:00.000Z',
  requestId: `request-of-${id}`,
  ...differences,
});
