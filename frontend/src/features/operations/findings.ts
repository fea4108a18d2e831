import type { LaneReport, OperationsReport } from '../../sync/model';
import type { OperationsSample } from '../../sync/operations-watch';
import { LAGGING_MS, LATE_MS, SERVICES, type ServiceName } from './measures';

/** Something that an operator should know. `danger`: messages are not stored, or a service is not there at all. */
export type Finding = { tone: 'danger' | 'warn' } & (
  | { name: 'noInstance'; service: ServiceName }
  | { name: 'circuitOpen' | 'circuitTrying' | 'lagging' | 'failing'; instance: string }
  | { name: 'gone' | 'restarted'; instance: string; at: number }
  | { name: 'late'; lane: LaneReport['lane'] }
  | { name: 'deadLetters'; count: number }
  | { name: 'newEpoch' }
);

/** What is wrong by the latest answer, and what has changed within those that are kept; the worst first. */
export function findingsOf(samples: readonly OperationsSample[]): Finding[] {
  const latest = samples.at(-1)?.report;
  if (!latest) return [];
  const found = [...troublesOf(latest), ...failuresOf(samples), ...changesOf(samples, latest)];
  return [...found.filter(({ tone }) => tone === 'danger'), ...found.filter(({ tone }) => tone === 'warn')];
}

function troublesOf({ instances, lanes, deadLetterCount }: OperationsReport): Finding[] {
  const isThere = (service: ServiceName) => instances.some(({ instance }) => instance.service === service);
  const found: Finding[] = [];
  for (const service of SERVICES) {
    if (!isThere(service)) found.push({ tone: 'danger', name: 'noInstance', service });
  }
  for (const { lane, oldestAgeMs } of lanes) {
    if (oldestAgeMs > LATE_MS) found.push({ tone: 'danger', name: 'late', lane });
  }
  for (const { instance, circuit, eventLoopLagMs } of instances) {
    if (circuit === 'OPEN') found.push({ tone: 'danger', name: 'circuitOpen', instance: instance.id });
    if (circuit === 'HALF_OPEN') found.push({ tone: 'warn', name: 'circuitTrying', instance: instance.id });
    if (eventLoopLagMs > LAGGING_MS) found.push({ tone: 'warn', name: 'lagging', instance: instance.id });
  }
  if (deadLetterCount > 0) found.push({ tone: 'warn', name: 'deadLetters', count: deadLetterCount });
  return found;
}

/** Who had errors: told for as long as the answers are kept, since a number of two seconds is soon overlooked. */
function failuresOf(samples: readonly OperationsSample[]): Finding[] {
  const failing = new Set<string>();
  for (const { report } of samples) {
    for (const { instance, errorsPerSecond } of report.instances) {
      if (errorsPerSecond > 0) failing.add(instance.id);
    }
  }
  return [...failing].map((instance) => ({ tone: 'warn', name: 'failing', instance }));
}

/** Who was there and is gone, or is another process by now. Who was taken away on purpose is told as well, for as long. */
function changesOf(samples: readonly OperationsSample[], latest: OperationsReport): Finding[] {
  const startOf = new Map(latest.instances.map(({ instance }) => [instance.id, instance.startedAt]));
  const found = new Map<string, Finding>();
  for (const { receivedAt, report } of samples) {
    for (const { instance } of report.instances) {
      const startedAt = startOf.get(instance.id);
      const about = { tone: 'warn', instance: instance.id } as const;
      if (startedAt === undefined) found.set(instance.id, { ...about, name: 'gone', at: receivedAt });
      else if (startedAt !== instance.startedAt)
        found.set(instance.id, { ...about, name: 'restarted', at: Date.parse(startedAt) });
    }
  }
  const isNewEpoch = samples.some(({ report }) => report.epoch !== latest.epoch);
  return [...found.values(), ...(isNewEpoch ? [{ tone: 'warn', name: 'newEpoch' } as const] : [])];
}
