import type { ChatEvent } from '@converge/domain';
import type { AnsweredRequest, RequestWatch } from '@converge/graphql';
import { createReporter, Requests, WAIT_BOUNDS_S, type Logger, type Metrics } from '@converge/runtime';

const EVENTS = {
  ...{ MessageAdded: 0, MessageUpdated: 0, MessageDeleted: 0, MessagesRead: 0 },
  ...{ ChatCreated: 0, ChatChanged: 0, ChatRemoved: 0, ParticipantAdded: 0, ParticipantRemoved: 0 },
} satisfies Record<ChatEvent['type'], number>;

/** What the sender tells of itself at /metrics. Each help says what to make of the number. */
export function senderMetrics(metrics: Metrics, logger: Logger) {
  const requests = new Requests(metrics, logger);
  const events = metrics.tallies(
    'converge_events_accepted_total',
    'Changes accepted; 0 while people write: look at UNAVAILABLE answers.',
    'type',
    Object.keys(EVENTS) as ChatEvent['type'][],
  );
  const accepted = metrics.clock(
    'converge_accepted_seconds',
    'The accepted clock: from the arrival of a mutation to its answer, where it succeeded. A rise: Redis or this ' +
      'process is busy, or chats are being hydrated from a slow Postgres.',
    WAIT_BOUNDS_S,
  );
  const hydrations = metrics.tally(
    'converge_hydrations_total',
    'Cold chats made hot; a steep rise after a Redis restart is normal, at other times Redis lost data.',
  );
  const unsent = metrics.tally(
    'converge_enqueue_failures_total',
    "Flushes that did not reach the queue; rescue enqueues their events again. A rise: look at the queue's Redis.",
  );
  const requestWatch: RequestWatch = {
    answered(request: AnsweredRequest) {
      requests.answered(request);
      if (request.isMutation && request.codes.length === 0) accepted.observe(request.seconds);
    },
    refused: (code) => requests.refused(code),
  };
  const report = createReporter({
    work: Object.values(events),
    errors: [...requests.faults, unsent],
    clocks: [accepted],
  });
  return { events, hydrations, unsent, requestWatch, report };
}
