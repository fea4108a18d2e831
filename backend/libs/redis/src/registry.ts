import type { Redis } from 'ioredis';
import { unavailable, type Instance } from '@converge/domain';
import { loadScript } from './scripts.js';

/** hash instance id -> `<seen ms> <JSON Instance>`. */
const INSTANCES_KEY = 'instances';

const HEARTBEAT_MS = 2_000;
/** Three heartbeats missed: no longer live. */
const LIVE_MS = 6_000;

const heartbeat = loadScript('heartbeat');

/** Who is there: each process says every 2 s that it lives; whoever was not heard for 6 s is not listed. */
export class Registry {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly redis: Redis,
    private readonly self: Instance,
    /** Hears why a heartbeat could not be sent; the next one is tried all the same. */
    private readonly onError: (error: unknown) => void = () => undefined,
  ) {}

  /** Says at once, and from then on every 2 s, that this instance lives. Does not wait for Redis. */
  start(): void {
    this.timer ??= setInterval(this.beat, HEARTBEAT_MS);
    this.redis.on('ready', this.beat);
    this.beat();
  }

  /** While Redis is away there is nobody to tell; that it is away the connection says. */
  private readonly beat = (): void => {
    if (this.redis.status !== 'ready') return;
    heartbeat(this.redis, [INSTANCES_KEY], [this.self.id, JSON.stringify(this.self)]).catch(this.onError);
  };

  /** Takes the instance off the list, so that nobody waits for its heartbeats to be missed. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.redis.off('ready', this.beat);
    await this.redis.hdel(INSTANCES_KEY, this.self.id).catch(this.onError);
  }

  /** The live instances by service and number. Throws UNAVAILABLE while Redis is away. */
  async list(): Promise<Instance[]> {
    try {
      const [[seconds, microseconds], entries] = await Promise.all([
        this.redis.time(),
        this.redis.hvals(INSTANCES_KEY),
      ]);
      const now = Number(seconds) * 1000 + Number(microseconds) / 1000;
      return entries
        .map(parseEntry)
        .filter(({ seenMs }) => now - seenMs < LIVE_MS)
        .map(({ instance }) => instance)
        .sort((a, b) => a.service.localeCompare(b.service) || a.number - b.number);
    } catch (error) {
      throw unavailable('The list of instances cannot be had right now.', error);
    }
  }
}

function parseEntry(entry: string): { seenMs: number; instance: Instance } {
  const space = entry.indexOf(' ');
  return { seenMs: Number(entry.slice(0, space)), instance: JSON.parse(entry.slice(space + 1)) as Instance };
}
