import { laneOf, LANES, traced, type ChatEvent, type Lane, type Tracer } from '@converge/domain';
import { connectRedis } from './connection.js';
import { closeLanes, openLanes, type LaneJob, type LaneQueues } from './lanes.js';

/** More than this in one job would make the worker's transactions longer than they need be. */
const MAX_EVENTS_PER_JOB = 500;

export interface LaneProducer {
  /** Takes an accepted event along with the next flush. Never waits, never throws. */
  add(event: ChatEvent): void;
  /** Flushes what is left and closes the connection. */
  stop(): Promise<void>;
}

/**
 * Group commit: the events of `flushIntervalMs` go into one job for each lane; what comes after a quiet time goes with
 * the next turn of the event loop. Nothing is lost if a flush fails or the process dies before it: each event has its
 * pending mark, by which rescue finds it. `onError` hears of it.
 */
export function createLaneProducer(options: {
  url: string;
  flushIntervalMs: number;
  onError: (error: unknown) => void;
  /** Hears of a flush that failed, beside `onError`. */
  onUnsent?: () => void;
  tracer?: Tracer | undefined;
}): LaneProducer {
  const redis = connectRedis(options.url, 'commands', options.onError);
  const queues = openLanes(redis, options.onError);
  const waiting: Record<Lane, ChatEvent[]> = { messages: [], chats: [], receipts: [] };
  let timer: NodeJS.Timeout | undefined;
  let flushedAtMs = -Infinity;
  const unsent = (error: unknown) => {
    options.onUnsent?.();
    options.onError(error);
  };

  async function flush(): Promise<void> {
    timer = undefined;
    flushedAtMs = performance.now();
    await Promise.all(LANES.map((lane) => send(lane, waiting[lane].splice(0))));
  }

  async function send(lane: Lane, events: ChatEvent[]): Promise<void> {
    const { tracer } = options;
    if (!tracer || events.length === 0) return enqueue(queues, lane, events);
    const links = events.map((event) => event.origin?.traceparent);
    const seen = { kind: 'producer' as const, links, attributes: { 'converge.events': events.length } };
    return traced(tracer, `enqueue ${lane}`, seen, () => enqueue(queues, lane, events));
  }

  return {
    add(event) {
      waiting[laneOf(event)].push(event);
      if (timer !== undefined) return;
      const waitMs = Math.max(0, flushedAtMs + options.flushIntervalMs - performance.now());
      timer = setTimeout(() => void flush().catch(unsent), waitMs);
    },
    async stop() {
      clearTimeout(timer);
      await flush().catch(unsent);
      await closeLanes(queues).catch(options.onError);
      redis.disconnect();
    },
  };
}

async function enqueue(queues: LaneQueues, lane: Lane, accepted: ChatEvent[]): Promise<void> {
  const events = lane === 'receipts' ? conflate(accepted) : accepted;
  const jobs: { name: string; data: LaneJob }[] = [];
  for (let at = 0; at < events.length; at += MAX_EVENTS_PER_JOB) {
    jobs.push({ name: lane, data: { events: events.slice(at, at + MAX_EVENTS_PER_JOB) } });
  }
  const [only] = jobs;
  if (jobs.length === 1 && only) await queues[lane].add(only.name, only.data);
  else if (jobs.length > 1) await queues[lane].addBulk(jobs);
}

/** Of several advances of one user in one chat the newest says all. */
export function conflate(events: ChatEvent[]): ChatEvent[] {
  const newest = new Map<string, ChatEvent>();
  for (const event of events) {
    const key =
      event.type === 'MessagesRead' ? `${event.chatId} ${event.cursor.userId}` : `${event.revision}`;
    const known = newest.get(key);
    if (!known || known.revision < event.revision) newest.set(key, event);
  }
  return [...newest.values()];
}
