import { LANES, type ChatEvent, type CircuitState, type Lane } from '@converge/domain';
import type { readBacklog } from '@converge/redis';
import type { Clock, Metrics, Tally } from '@converge/runtime';

const CIRCUIT_VALUES: Record<CircuitState, number> = { closed: 0, 'half-open': 1, open: 2 };

/** Half a second at the usual pace of gathering; then what a backlog takes, and an outage. */
const PERSISTED_BOUNDS_S = [
  0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800,
];
const BATCH_BOUNDS_S = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];
const BATCH_ROWS = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000];

type Backlog = (lane: Lane) => ReturnType<typeof readBacklog>;

/** Where the gauges look at a scrape. */
export interface WorkerSights {
  backlog: Backlog;
  deadLetters: () => Promise<number>;
  circuit: () => CircuitState;
}

/**
 * Asks for a gauge's values at a scrape. While Redis is away they are not known: then the gauge has no value, and
 * the scrape, which tells of the circuit and the process too, still answers.
 */
function asked<G extends { reset(): void }>(read: (gauge: G) => Promise<void>): (gauge: G) => Promise<void> {
  return (gauge) => read(gauge).catch(() => gauge.reset());
}

/** What the worker tells of itself at /metrics. Each help says what to make of the number. */
export function createWorkerMetrics(metrics: Metrics, sights: WorkerSights) {
  const perLane = (name: string, help: string) => metrics.tallies(name, help, 'lane', LANES);
  sizes(metrics, sights);
  const batchRows = metrics.histogram(
    'converge_batch_rows',
    'Events in one transaction; near BATCH_ROWS means that the lane is working off a backlog.',
    BATCH_ROWS,
    ['lane'],
  );
  const batchSeconds = metrics.clocks(
    'converge_batch_duration_seconds',
    'Time from taking a batch to its being settled. A rise with the rows is a backlog, without them a slow Postgres.',
    BATCH_BOUNDS_S,
    'lane',
    LANES,
  );
  const persisted = metrics.clocks(
    'converge_persisted_seconds',
    "The persisted clock: from a sender's accepting an event (its wall clock) to its being in Postgres and its " +
      'chat told so. A rise: the lane waits, for Postgres or for a worker more.',
    PERSISTED_BOUNDS_S,
    'lane',
    LANES,
  );
  const stored = perLane(
    'converge_events_stored_total',
    'Events stored in Postgres, repeats too. Below what is accepted for long: the backlog grows.',
  );
  const buried = perLane(
    'converge_events_buried_total',
    'Poison events put into the dead letter queue. Any rise wants a look.',
  );
  const storeFailures = metrics.tally(
    'converge_store_failures_total',
    'Attempts at a transaction that failed and are made again; three in a row open the circuit. A rise: Postgres is ' +
      'away, full, or gives statements up.',
  );
  for (const lane of LANES) batchRows.zero({ lane });

  return {
    stored,
    persisted: LANES.map((lane): Clock => persisted.of(lane)),
    /** What went wrong: attempts that failed, events that never can be stored. */
    errors: (): Tally[] => [storeFailures, ...Object.values(buried)],
    rescued: perLane(
      'converge_events_rescued_total',
      'Pending events that were in no queue and were enqueued again; a few after a sender died, else Redis lost jobs.',
    ),
    unsettled: perLane(
      'converge_batches_unsettled_total',
      'Batches stored whose marks rescue has to clear: Redis went away right after the commit.',
    ),
    cooled: metrics.tally(
      'converge_chats_cooled_total',
      'Quiet chats whose hot state was forgotten; a rise is normal.',
    ),
    pending: metrics.gauge(
      'converge_pending_events',
      'Accepted and not yet in Postgres, as rescue last counted them; every worker says the same. A rise: more is ' +
        'accepted than stored, or Postgres is away.',
    ),
    storeFailed: () => storeFailures.inc(),
    /** After each batch. */
    batch(lane: Lane, events: readonly ChatEvent[], poison: number, seconds: number): void {
      batchRows.observe({ lane }, events.length + poison);
      batchSeconds.of(lane).observe(seconds);
      stored[lane].inc(events.length);
      buried[lane].inc(poison);
      const now = Date.now();
      const clock = persisted.of(lane);
      for (const { at } of events) clock.observe((now - Date.parse(at)) / 1000);
    },
  };
}

/** What is looked at when somebody asks. */
function sizes(metrics: Metrics, { backlog, deadLetters, circuit }: WorkerSights): void {
  metrics.gauge(
    'converge_lane_jobs',
    'Jobs of a lane that are not done, by state; every worker says the same. Steady growth of those that wait: one ' +
      'worker more, or a faster Postgres.',
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
      for (const lane of LANES) gauge.set({ lane }, ageSeconds((await backlog(lane)).oldestMs));
    }),
  );
  metrics.gauge(
    'converge_dead_letters',
    'Events in the dead letter queue; more than 0 wants a look.',
    [],
    asked(async (gauge) => gauge.set(await deadLetters())),
  );
  metrics.gauge(
    'converge_store_circuit_state',
    '0 closed, 1 half-open, 2 open: Postgres is away, or refuses whatever it is asked.',
    [],
    (gauge) => gauge.set(CIRCUIT_VALUES[circuit()]),
  );
}

/** Of what was enqueued at `oldestMs`; 0 where there is nothing. */
export const ageSeconds = (oldestMs: number | null): number =>
  oldestMs === null ? 0 : Math.max(0, Date.now() - oldestMs) / 1000;

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
