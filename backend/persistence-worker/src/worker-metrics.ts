import { LANES, type Lane } from '@converge/domain';
import type { readBacklog } from '@converge/redis';
import type { Metrics } from '@converge/runtime';
import type { CircuitName } from './circuit.js';

const CIRCUIT_VALUES: Record<CircuitName, number> = { closed: 0, 'half-open': 1, open: 2 };

type Backlog = (lane: Lane) => ReturnType<typeof readBacklog>;

/**
 * Asks for a gauge's values at a scrape. While Redis is away they are not known: then the gauge has no value, and
 * the scrape, which tells of the circuit and the process too, still answers.
 */
function asked<G extends { reset(): void }>(read: (gauge: G) => Promise<void>): (gauge: G) => Promise<void> {
  return (gauge) => read(gauge).catch(() => gauge.reset());
}

/** What the worker tells of itself at /metrics. Each help says what to make of the number. */
export function createWorkerMetrics(metrics: Metrics, backlog: Backlog, deadLetters: () => Promise<number>) {
  metrics.gauge(
    'converge_lane_jobs',
    'Jobs of a lane that are not done, by state.',
    ['lane', 'state'],
    asked(async (gauge) => {
      for (const lane of LANES) {
        const { waiting, active, delayed, prioritized } = await backlog(lane);
        const jobs = { waiting, active, delayed, prioritized };
        for (const [state, count] of Object.entries(jobs)) gauge.set({ lane, state }, count);
      }
    }),
  );
  metrics.gauge(
    'converge_lane_oldest_job_age_seconds',
    'Age of the oldest job of a lane: the alarm. It rises while Postgres is away, or if the lane is stuck.',
    ['lane'],
    asked(async (gauge) => {
      for (const lane of LANES) {
        const { oldestMs } = await backlog(lane);
        gauge.set({ lane }, oldestMs === null ? 0 : Math.max(0, Date.now() - oldestMs) / 1000);
      }
    }),
  );
  metrics.gauge(
    'converge_dead_letters',
    'Events in the dead letter queue; more than 0 wants a look.',
    [],
    asked(async (gauge) => gauge.set(await deadLetters())),
  );
  const circuit = metrics.gauge(
    'converge_store_circuit_state',
    '0 closed, 1 half-open, 2 open: Postgres is away.',
  );
  circuit.set(CIRCUIT_VALUES.closed);

  return {
    batchRows: metrics.histogram(
      'converge_batch_rows',
      'Events in one transaction; near BATCH_ROWS means that the lane is working off a backlog.',
      [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000],
      ['lane'],
    ),
    batchSeconds: metrics.histogram(
      'converge_batch_duration_seconds',
      'Time from taking a batch to its being settled.',
      [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      ['lane'],
    ),
    stored: metrics.counter('converge_events_stored_total', 'Events stored in Postgres, repeats too.', [
      'lane',
    ]),
    buried: metrics.counter('converge_events_buried_total', 'Poison events put into the dead letter queue.', [
      'lane',
    ]),
    rescued: metrics.counter(
      'converge_events_rescued_total',
      'Pending events that were in no queue and were enqueued again; a few after a sender died.',
      ['lane'],
    ),
    unsettled: metrics.counter(
      'converge_batches_unsettled_total',
      'Batches stored whose marks rescue has to clear.',
      ['lane'],
    ),
    cooled: metrics.counter('converge_chats_cooled_total', 'Quiet chats whose hot state was forgotten.'),
    setCircuit: (state: CircuitName) => circuit.set(CIRCUIT_VALUES[state]),
  };
}

/** One look per lane and scrape, though several gauges are told from it. */
export function sharedBacklog(read: Backlog): Backlog {
  const recent = new Map<Lane, { atMs: number; backlog: ReturnType<typeof readBacklog> }>();
  return (lane) => {
    const known = recent.get(lane);
    if (known && Date.now() - known.atMs < 500) return known.backlog;
    const backlog = read(lane);
    recent.set(lane, { atMs: Date.now(), backlog });
    return backlog;
  };
}
