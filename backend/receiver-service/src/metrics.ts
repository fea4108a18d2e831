import type { Logger, Metrics } from '@converge/runtime';
import type { FeedWatch } from './hub/chat-feed.js';
import type { DoorOptions } from './live/door.js';

/** Where the gauges look at each scrape. */
interface Sizes {
  hub: { feedCount: number; listenerCount: number };
  door: { socketCount: number };
}

/** What the hub and the door tell, as metrics and log lines. Never the content of a message, never a token. */
export function liveMetrics(
  metrics: Metrics,
  logger: Logger,
): { feed: FeedWatch; door: DoorOptions['watch'] } {
  const gapsFilled = metrics.counter(
    'converge_feed_events_filled_total',
    'Events fetched from a log because the channel had lost them; steady growth: look at the connection to Redis.',
  );
  const resets = metrics.counter(
    'converge_feed_resets_total',
    'Times a feed could not be continued and its listeners had to read afresh; normal after a Redis restart only.',
  );
  const delivered = metrics.counter('converge_deliveries_total', 'Results pushed to subscribers.');
  const executions = metrics.counter(
    'converge_executions_total',
    'Results of subscriptions by how they were had; few "shared" in a busy room: documents differ by client.',
    ['how'],
  );
  const slow = metrics.counter(
    'converge_slow_consumers_total',
    'Sockets closed with 1013 because their reader did not keep up.',
  );
  let quietUntil = 0;
  const failed = (error: unknown) => {
    // While a store is away every feed says so, again and again: one line a second tells as much.
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + 1000;
    logger.warn({ err: error }, 'live delivery');
  };
  const made = executions.labels('made');
  const shared = executions.labels('shared');
  return {
    feed: { gapFilled: (events) => gapsFilled.inc(events), reset: () => resets.inc(), failed },
    door: {
      delivered: () => delivered.inc(),
      slowConsumer: () => slow.inc(),
      made: () => made.inc(),
      shared: () => shared.inc(),
      failed,
    },
  };
}

export function sizeMetrics(metrics: Metrics, { hub, door }: Sizes): void {
  metrics.gauge('converge_feeds', 'Chats this receiver listens to.', [], (gauge) => gauge.set(hub.feedCount));
  metrics.gauge(
    'converge_listeners',
    'Listeners of all feeds; a viewer counts once for each chat.',
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
