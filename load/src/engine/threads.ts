import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Ledger, Order, Report, ThreadSetup, Word } from './thread/protocol.js';
import { totalsOf, type Totals } from './totals.js';

/** The built one, also for tests that are run from the source: a thread is started from a file of JavaScript. */
const THREAD = join(resolve(import.meta.dirname, '../../..'), 'load/dist/engine/thread/main.js');
const LEDGER_WITHIN_MS = 30_000;
const CLOSE_WITHIN_MS = 5_000;

/** The threads of the generator, as one. */
export class Threads {
  private readonly workers: Worker[];
  private readonly reports: (Report | undefined)[];
  private readonly ledgers: ((ledger: Ledger) => void)[] = [];
  private readonly waiting = new Set<() => void>();
  private failure: unknown;
  private isClosing = false;
  private isStopped = false;

  private take: ((report: Report) => void) | undefined;

  constructor(setups: readonly ThreadSetup[]) {
    this.reports = setups.map(() => undefined);
    this.workers = setups.map((setup) => {
      const worker = new Worker(THREAD, { workerData: setup, execArgv: [] });
      worker.on('message', (word: Word) => this.hear(setup.thread, word));
      worker.on('error', (error) => this.fail(error));
      worker.on('exit', (code) => {
        if (!this.isClosing) this.fail(new Error(`A thread of the generator ended with ${code}`));
      });
      return worker;
    });
  }

  /** Who hears each report. */
  onReport(take: (report: Report) => void): void {
    this.take = take;
  }

  get totals(): Totals {
    return totalsOf(this.reports.filter((report) => report !== undefined));
  }

  tell(order: Order): void {
    for (const worker of this.workers) worker.postMessage(order);
  }

  /** Ends every wait with an error. */
  fail(error: unknown): void {
    this.failure ??= error;
    for (const wake of this.waiting) wake();
  }

  /** True as soon as it holds of the totals; false: it did not within that time. @throws whatever made a thread fail */
  async until(holds: (totals: Totals) => boolean, withinMs: number): Promise<boolean> {
    let isOver = false;
    const timer = setTimeout(() => {
      isOver = true;
      for (const wake of this.waiting) wake();
    }, withinMs);
    try {
      for (;;) {
        if (this.failure) throw this.failure;
        if (this.reports.every(Boolean) && holds(this.totals)) return true;
        if (isOver) return false;
        await new Promise<void>((wake) => {
          const once = () => {
            this.waiting.delete(once);
            wake();
          };
          this.waiting.add(once);
        });
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets that much time pass, or less once sending has been stopped. @throws whatever made a thread fail */
  async pass(ms: number): Promise<void> {
    if (ms > 0) await this.until(() => this.isStopped, ms);
  }

  /** Nothing more is sent; what was sent is still followed. */
  stopSending(): void {
    this.isStopped = true;
    this.tell({ type: 'stop' });
    for (const wake of this.waiting) wake();
  }

  /** What each thread knows at the end; nothing is sent any more after it. @throws whatever made a thread fail */
  async ledgersOf(): Promise<Ledger[]> {
    const ledgers: Ledger[] = [];
    this.ledgers.push((ledger) => {
      ledgers.push(ledger);
      for (const wake of this.waiting) wake();
    });
    this.tell({ type: 'ledger' });
    await this.until(() => ledgers.length === this.workers.length, LEDGER_WITHIN_MS);
    if (ledgers.length < this.workers.length) throw new Error('A thread of the generator does not answer');
    return ledgers;
  }

  async close(): Promise<void> {
    this.isClosing = true;
    const ended = this.workers.map((worker) => new Promise((done) => worker.once('exit', done)));
    this.tell({ type: 'close' });
    const timer = setTimeout(
      () => this.workers.forEach((worker) => void worker.terminate()),
      CLOSE_WITHIN_MS,
    );
    await Promise.all(ended);
    clearTimeout(timer);
  }

  private hear(thread: number, word: Word): void {
    if (word.type === 'ledger') return this.ledgers.forEach((take) => take(word.ledger));
    this.reports[thread] = word.report;
    this.take?.(word.report);
    for (const wake of this.waiting) wake();
  }
}
