import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Heard, ListenerSpec } from './commands.js';
import { inParallel } from '../../target/bounded.js';
import { Listener } from './listener.js';
import { Tally } from './tally.js';

const NS_PER_MS = 1_000_000;

/** All counting listeners of the process. */
export class ListenerGroup {
  private readonly listeners: Listener[] = [];
  private readonly tally = new Tally();
  private readonly lag = monitorEventLoopDelay({ resolution: 5 });
  private cpuBefore = process.cpuUsage();
  private ended = 0;
  private endedBecause: string | null = null;

  async open(specs: readonly ListenerSpec[], atOnce: number): Promise<void> {
    this.lag.enable();
    await inParallel(specs, atOnce, async (spec) => {
      const listener = new Listener(spec, this.tally, (why) => this.hasEnded(why));
      this.listeners.push(listener);
      await listener.opened;
    });
  }

  restart(): void {
    this.tally.restart();
    this.lag.reset();
    this.cpuBefore = process.cpuUsage();
  }

  heard(): Heard {
    const { marks, frames, doubled } = this.tally;
    const { user, system } = process.cpuUsage(this.cpuBefore);
    return {
      ...{ marks, frames, doubled, ended: this.ended, endedBecause: this.endedBecause },
      quietest: this.listeners.reduce((least, each) => Math.min(least, each.last), Infinity),
      p50Ms: this.tally.percentileMs(50),
      p99Ms: this.tally.percentileMs(99),
      cpuUs: user + system,
      loopLagP99Ms: this.lag.percentile(99) / NS_PER_MS,
    };
  }

  private hasEnded(why: string): void {
    this.ended += 1;
    this.endedBecause ??= why;
  }
}
