import type { MetricsPage } from '../../target/target.js';
import type { ProcessUsage } from '../run-result.js';
import { sumOf } from './metrics-page.js';

const LOOK_EVERY_MS = 1000;
/** A process that is being killed, or stands still, must not hold the others up. */
const ANSWER_WITHIN_MS = 5_000;
const MB = 1024 * 1024;

interface Watched {
  page: MetricsPage;
  usage: ProcessUsage;
  /** What it last said of its CPU time. */
  last: { atMs: number; cpuSeconds: number } | null;
  queueDepth: number | null;
  deadLetters: number | null;
  isAsked: boolean;
}

/** Looks at the processes of the target once a second: CPU, memory, and how much waits in the lanes. */
export class ProcessWatch {
  private readonly watched: Watched[];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    pages: readonly MetricsPage[],
    private readonly now: () => number,
  ) {
    this.watched = pages.map((page) => ({
      page,
      usage: { name: page.name, cpu: [], rssMb: [], cpuSeconds: 0 },
      ...{ last: null, queueDepth: null, deadLetters: null, isAsked: false },
    }));
  }

  start(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  get processes(): ProcessUsage[] {
    return this.watched.map(({ usage }) => usage);
  }

  /** Jobs that wait in the lanes or are being worked off; every worker tells the same. Null: nobody does. */
  get queueDepth(): number | null {
    return this.greatest((one) => one.queueDepth);
  }

  /** Events in the dead letter queue, asked for now. Null: nobody tells. */
  async deadLetters(): Promise<number | null> {
    await this.look();
    return this.greatest((one) => one.deadLetters);
  }

  async look(): Promise<void> {
    await Promise.all(this.watched.map((one) => this.ask(one)));
  }

  private async ask(one: Watched): Promise<void> {
    if (one.isAsked) return;
    one.isAsked = true;
    try {
      const answer = await fetch(one.page.url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      this.take(one, await answer.text());
    } catch {
      // It is down, or stands still: a hole in its line says so.
      Object.assign(one, { last: null, queueDepth: null, deadLetters: null });
    } finally {
      one.isAsked = false;
    }
  }

  private take(one: Watched, page: string): void {
    const atMs = this.now();
    const cpuSeconds = sumOf(page, 'process_cpu_seconds_total');
    const rss = sumOf(page, 'process_resident_memory_bytes');
    one.queueDepth = sumOf(page, 'converge_lane_jobs');
    one.deadLetters = sumOf(page, 'converge_dead_letters');
    if (rss !== null) one.usage.rssMb.push({ atMs, mb: rss / MB });
    if (cpuSeconds === null) return;
    // A process that was started again begins at 0.
    if (one.last && cpuSeconds >= one.last.cpuSeconds) {
      const used = cpuSeconds - one.last.cpuSeconds;
      one.usage.cpuSeconds += used;
      one.usage.cpu.push({ atMs, share: (used * 1000) / (atMs - one.last.atMs) });
    }
    one.last = { atMs, cpuSeconds };
  }

  private greatest(of: (one: Watched) => number | null): number | null {
    const told = this.watched.map(of).filter((value) => value !== null);
    return told.length ? Math.max(...told) : null;
  }
}
