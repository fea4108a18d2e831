import type { InstanceReport } from '@converge/domain';
import { createReporter, Requests, WAIT_BOUNDS_S, type Logger, type Metrics } from '@converge/runtime';
import type { FeedWatch } from './hub/chat-feed.js';
import type { DoorOptions } from './live/door.js';

/** Where the gauges look at each scrape. */
interface Sizes {
  hub: { feedCount: number; listenerCount: number };
  door: { socketCount: number };
}

export interface ReceiverMetrics {
  requests: Requests;
  feed: FeedWatch;
  door: DoorOptions['watch'];
  /** Once there is something to look at: begins the gauges, and makes what this instance says of itself. */
  sizes(sizes: Sizes): () => InstanceReport;
}

/**
 * What the receiver tells of itself, as metrics and log lines. Never the content of a message, never a token. Each help
 * says what to make of the number.
 */
export function receiverMetrics(metrics: Metrics, logger: Logger): ReceiverMetrics {
  const requests = new Requests(metrics, logger);
  const { feed, delivered } = feedMetrics(metrics);
  const results = metrics.tally(
    'converge_deliveries_total',
    'Results pushed to subscribers; 0 while people write and others listen: look at the hub.',
  );
  const executions = metrics.tallies(
    'converge_executions_total',
    'Results of subscriptions by how they were had; few "shared" in a busy room: documents differ by client.',
    'how',
    ['made', 'shared'],
  );
  const slow = metrics.tally(
    'converge_slow_consumers_total',
    'Sockets closed with 1013 because their reader did not keep up; a few are phones, many: this process is too slow.',
  );
  const failed = atMostOnceASecond((error) => logger.warn({ err: error }, 'live delivery'));
  return {
    requests,
    feed: { ...feed, failed },
    door: {
      delivered: () => results.inc(),
      slowConsumer: () => slow.inc(),
      made: () => executions.made.inc(),
      shared: () => executions.shared.inc(),
      failed,
    },
    sizes(sizes) {
      sizeMetrics(metrics, sizes);
      return createReporter({
        work: [results],
        errors: requests.faults,
        clocks: [delivered],
        sockets: () => sizes.door.socketCount,
      });
    },
  };
}

/** How many replicas of Postgres are read from. */
export function replicaMetric(metrics: Metrics, count: () => number): void {
  metrics.gauge(
    'converge_replicas',
    'Replicas of Postgres that are read from; the primary answers for those of POSTGRES_REPLICA_URLS that are away.',
    [],
    (gauge) => gauge.set(count()),
  );
}

function feedMetrics(metrics: Metrics) {
  const delivered = metrics.clock(
    'converge_delivered_seconds',
    "The delivered clock: from a sender's accepting an event (its wall clock) to its being handed to all who listen " +
      'here, once per event; what was missed and asked for later is not in it. A rise: Redis, or this process, is busy.',
    WAIT_BOUNDS_S,
  );
  const gapsFilled = metrics.tally(
    'converge_feed_events_filled_total',
    'Events by which a feed caught up from the log, after a hole in its channel or a reconnect; some of them the ' +
      'channel brings as well, only later. Steady growth: look at the connection to Redis, and at event-loop lag.',
  );
  const resets = metrics.tally(
    'converge_feed_resets_total',
    'Times a feed could not be continued and its listeners had to read afresh; normal after a Redis restart only.',
  );
  const feed: Omit<FeedWatch, 'failed'> = {
    gapFilled: (events) => gapsFilled.inc(events),
    reset: () => resets.inc(),
    delivered: ({ at }) => delivered.observe((Date.now() - Date.parse(at)) / 1000),
  };
  return { feed, delivered };
}

/** While a store is away every feed says so, again and again: one line a second tells as much. */
function atMostOnceASecond(tell: (error: unknown) => void): (error: unknown) => void {
  let quietUntil = 0;
  return (error) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + 1000;
    tell(error);
  };
}

function sizeMetrics(metrics: Metrics, { hub, door }: Sizes): void {
  metrics.gauge(
    'converge_feeds',
    'Chats this receiver listens to; it falls some seconds after the last listener has left.',
    [],
    (gauge) => gauge.set(hub.feedCount),
  );
  metrics.gauge(
    'converge_listeners',
    'Listeners of all feeds; a viewer counts once for each chat. A fall to 0 while others rise: this one was left.',
    [],
    (gauge) => gauge.set(hub.listenerCount),
  );
  metrics.gauge(
    'converge_sockets',
    'Open WebSockets; at MAX_CONNECTIONS new ones are turned away.',
    [],
    (gauge) => gauge.set(door.socketCount),
  );
}
