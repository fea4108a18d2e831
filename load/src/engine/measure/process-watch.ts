import { readFileSync } from 'node:fs';
import type { LocalProcess, MetricsPage } from '../../target/target.js';
import type { ProcessUsage } from '../run-result.js';
import { sumOf } from './metrics-page.js';
import { usageOfTree } from './process-tree.js';

const LOOK_EVERY_MS = 1000;
const LANES_LOOK_EVERY_MS = 100;
/** A process that is being killed, or stands still, must not hold the others up. */
const ANSWER_WITHIN_MS = 5_000;
const MB = 1024 * 1024;

interface Used {
  usage: ProcessUsage;
  /** What was last known of its CPU time. */
  last: { atMs: number; cpuSeconds: number } | null;
}

interface Watched extends Used {
  page: MetricsPage;
  queueDepth: number | null;
  deadLetters: number | null;
  /** It is a worker's, which tells of the lanes. */
  hasLanes: boolean;
  /** The answer that is awaited. */
  asked: Promise<void> | null;
}

/** Looks at the processes of the target once a second: CPU, memory, and how much waits in the lanes. */
export class ProcessWatch {
  private readonly watched: Watched[];
  private readonly local: (Used & { process: LocalProcess })[];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    target: { metrics: readonly MetricsPage[]; localProcesses?: readonly LocalProcess[] },
    private readonly now: () => number,
  ) {
    const used = (name: string): Used => ({ usage: { name, cpu: [], rssMb: [], cpuSeconds: 0 }, last: null });
    this.watched = target.metrics.map((page) => ({
      ...{ page, ...used(page.name) },
      ...{ queueDepth: null, deadLetters: null, hasLanes: false, asked: null },
    }));
    this.local = (target.localProcesses ?? []).map((process) => ({ process, ...used(process.name) }));
  }

  start(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  get processes(): ProcessUsage[] {
    const local = this.local.filter(({ usage }) => usage.rssMb.length > 0);
    return [...this.watched, ...local].map(({ usage }) => usage);
  }

  /** Jobs that wait in the lanes or are being worked off; every worker tells the same. Null: nobody does. */
  get queueDepth(): number | null {
    return this.greatest((one) => one.queueDepth);
  }

  /** Events in the dead letter queue, asked for now. Null: nobody tells. */
  async deadLetters(): Promise<number | null> {
    await this.lookAfresh();
    return this.greatest((one) => one.deadLetters);
  }

  /** Waits until nothing waits in the lanes. False: something still did after that time, or nobody tells. */
  async lanesEmpty(withinMs: number): Promise<boolean> {
    const deadline = this.now() + withinMs;
    for (;;) {
      await this.lookAfresh();
      if (this.queueDepth === 0) return true;
      if (!this.watched.some(({ hasLanes }) => hasLanes) || this.now() >= deadline) return false;
      await new Promise((resolve) => setTimeout(resolve, LANES_LOOK_EVERY_MS));
    }
  }

  /** What is under way already may tell of a moment ago. */
  private async lookAfresh(): Promise<void> {
    await Promise.all(this.watched.map(({ asked }) => asked));
    await this.look();
  }

  async look(): Promise<void> {
    for (const one of this.local) this.lookAt(one);
    await Promise.all(this.watched.map((one) => this.ask(one)));
  }

  private ask(one: Watched): Promise<void> {
    one.asked ??= this.fetch(one).finally(() => (one.asked = null));
    return one.asked;
  }

  private async fetch(one: Watched): Promise<void> {
    try {
      const answer = await fetch(one.page.url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      this.take(one, await answer.text());
    } catch {
      // It is down, or stands still: a hole in its line says so.
      Object.assign(one, { last: null, queueDepth: null, deadLetters: null });
    }
  }

  private take(one: Watched, page: string): void {
    const rss = sumOf(page, 'process_resident_memory_bytes');
    one.queueDepth = sumOf(page, 'converge_lane_jobs');
    one.hasLanes ||= one.queueDepth !== null;
    one.deadLetters = sumOf(page, 'converge_dead_letters');
    this.note(one, sumOf(page, 'process_cpu_seconds_total'), rss === null ? null : rss / MB);
  }

  private lookAt(one: Used & { process: LocalProcess }): void {
    const usage = usageOfTree(() => Number(readFileSync(one.process.pidFile, 'utf8')));
    this.note(one, usage?.cpuSeconds ?? null, usage?.mb ?? null);
  }

  private note(one: Used, cpuSeconds: number | null, mb: number | null): void {
    const atMs = this.now();
    if (mb !== null) one.usage.rssMb.push({ atMs, mb });
    // A process that was started again begins at 0.
    if (one.last && cpuSeconds !== null && cpuSeconds >= one.last.cpuSeconds) {
      const used = cpuSeconds - one.last.cpuSeconds;
      one.usage.cpuSeconds += used;
      const sinceMs = one.last.atMs;
      one.usage.cpu.push({ sinceMs, atMs, share: (used * 1000) / (atMs - sinceMs) });
    }
    one.last = cpuSeconds === null ? null : { atMs, cpuSeconds };
  }

  private greatest(of: (one: Watched) => number | null): number | null {
    const told = this.watched.map(of).filter((value) => value !== null);
    return told.length ? Math.max(...told) : null;
  }
}
