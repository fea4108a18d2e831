import type { Redis } from 'ioredis';
import {
  unavailable,
  type Instance,
  type InstanceReport,
  type Instant,
  type ReportingInstance,
} from '@converge/domain';
import { loadScript } from './scripts.js';

/** hash instance id -> `<seen ms> <JSON Instance, with its latest report>`. */
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
    /** What this instance says of itself with each heartbeat. */
    private readonly report?: () => InstanceReport,
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
    const said: SelfDescription = { ...this.self, report: this.askReport() };
    heartbeat(this.redis, [INSTANCES_KEY], [this.self.id, JSON.stringify(said)]).catch(this.onError);
  };

  /** Whoever cannot say how it fares lives all the same. */
  private askReport(): InstanceReport | undefined {
    try {
      return this.report?.();
    } catch (error) {
      this.onError(error);
      return undefined;
    }
  }

  /** Takes the instance off the list, so that nobody waits for its heartbeats to be missed. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.redis.off('ready', this.beat);
    await this.redis.hdel(INSTANCES_KEY, this.self.id).catch(this.onError);
  }

  /** The live instances by service and number. Throws UNAVAILABLE while Redis is away. */
  async list(): Promise<Instance[]> {
    return (await this.look()).instances.map(({ instance }) => instance);
  }

  /** The same with what each has last reported, and when this was: by the clock of Redis. */
  async look(): Promise<{ at: Instant; instances: ReportingInstance[] }> {
    try {
      const [[seconds, microseconds], entries] = await Promise.all([
        this.redis.time(),
        this.redis.hvals(INSTANCES_KEY),
      ]);
      const now = Number(seconds) * 1000 + Number(microseconds) / 1000;
      const instances = entries
        .map(parseEntry)
        .filter(({ seenMs }) => now - seenMs < LIVE_MS)
        .map(({ said: { report, ...instance } }) => ({ instance, report: report ?? null }))
        .sort(
          ({ instance: a }, { instance: b }) => a.service.localeCompare(b.service) || a.number - b.number,
        );
      return { at: new Date(now).toISOString(), instances };
    } catch (error) {
      throw unavailable('The list of instances cannot be had right now.', error);
    }
  }
}

/** As a heartbeat says it. Instances of other versions may say less, or more. */
type SelfDescription = Instance & { report?: InstanceReport | undefined };

function parseEntry(entry: string): { seenMs: number; said: SelfDescription } {
  const space = entry.indexOf(' ');
  return {
    seenMs: Number(entry.slice(0, space)),
    said: JSON.parse(entry.slice(space + 1)) as SelfDescription,
  };
}
