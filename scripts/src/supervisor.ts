import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Child, type ChildEvents, type ChildSpec } from './child.js';
import type { Layout } from './layout.js';
import type { StackLog } from './stack-log.js';
import { RANK } from './ranks.js';
import { StackError } from './stack-error.js';
import { WatchdogLink } from './watchdog-link.js';
import type { WatchedChild } from './watchdog-protocol.js';
import { writeWhole } from './write-whole.js';

/** A child that has not come up after this ends the stack. */
const UP_DEADLINE_MS = 60_000;

interface Waiter {
  up: () => void;
  failed: (error: Error) => void;
}

/**
 * All children of a stack: started, announced when they die, started again, and ended together.
 * A pid file per child is kept right over restarts; the watchdog always knows the same list.
 */
export class Supervisor {
  /** Rejects when a child cannot stay up; never resolves. */
  readonly failure: Promise<never>;
  private readonly children = new Map<string, Child>();
  private readonly watched = new Map<string, WatchedChild>();
  private readonly waiters = new Map<string, Waiter>();
  private readonly watchdog = new WatchdogLink();
  private reportFailure!: (error: Error) => void;
  private isStopping = false;

  constructor(
    private readonly layout: Layout,
    private readonly log: StackLog,
  ) {
    this.failure = new Promise((_, reject) => (this.reportFailure = reject));
    // Whoever races against it sees the rejection; until then it is not an unhandled one.
    this.failure.catch(() => undefined);
    this.watchdog.start();
  }

  /** Starts a child; resolves once it is up. */
  start(spec: ChildSpec): Promise<void> {
    if (this.isStopping) return Promise.reject(new StackError('The stack is stopping.'));
    const child = new Child(spec, this.events());
    this.children.set(spec.name, child);
    const up = new Promise<void>((resolve, reject) => {
      const tooLate = () => reject(this.cannot(child, `is not ready after ${UP_DEADLINE_MS / 1000} s`));
      const deadline = setTimeout(tooLate, UP_DEADLINE_MS);
      const settle = () => {
        clearTimeout(deadline);
        this.waiters.delete(spec.name);
      };
      this.waiters.set(spec.name, {
        up: () => (settle(), resolve()),
        failed: (error) => (settle(), reject(error)),
      });
    });
    child.start();
    return up;
  }

  /** Runs a command to its end (a migration, the seed); rejects with its last lines when it fails. */
  async runOnce(spec: Pick<ChildSpec, 'name' | 'args' | 'env' | 'cwd'>): Promise<void> {
    let isFinished = false;
    const once = {
      ...spec,
      command: process.execPath,
      stopSignal: 'SIGTERM' as const,
      stopDeadlineMs: 3_000,
      rank: RANK.errand,
    };
    await new Promise<void>((resolve, reject) => {
      const finish = (child: Child, how: string) => {
        isFinished = true;
        // No second try: a failed migration is a person's business.
        child.kill();
        if (how === 'exit code 0') resolve();
        else reject(this.cannot(child, `failed (${how})`));
      };
      const child = new Child(
        { ...once, isUp: () => isFinished },
        { ...this.events(), died: finish, gaveUp: finish },
      );
      this.children.set(spec.name, child);
      child.start();
    });
    this.children.delete(spec.name);
  }

  /** Ends all, highest rank first; those of a rank together. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const [name, waiter] of this.waiters)
      waiter.failed(new StackError(`${name} was stopped before it was up.`));
    const children = [...this.children.values()];
    const ranks = [...new Set(children.map((child) => child.spec.rank))].sort((a, b) => b - a);
    for (const rank of ranks) {
      await Promise.all(children.filter((child) => child.spec.rank === rank).map((child) => child.stop()));
    }
    this.watchdog.dismiss();
    rmSync(this.layout.childrenFile, { force: true });
  }

  /** Ends all at once, without asking. */
  kill(): void {
    this.isStopping = true;
    for (const child of this.children.values()) child.kill();
  }

  private events(): ChildEvents {
    return {
      started: (child, identity) => {
        // Whole: who reads it signals that process, and 0 would be their own group.
        writeWhole(this.pidFile(child), `${identity.pid}\n`);
        const { name, stopSignal, rank } = child.spec;
        this.watched.set(name, { name, stopSignal, rank, ...identity });
        this.tellWatchdog();
      },
      ended: (child) => {
        rmSync(this.pidFile(child), { force: true });
        this.watched.delete(child.name);
        this.tellWatchdog();
      },
      line: (child, text) => this.log.line(child.name, text),
      died: (child, how, restartInMs) =>
        this.log.alarm(child.name, `died (${how}); starting it again in ${restartInMs / 1000} s`),
      back: (child, afterMs) => {
        const waiter = this.waiters.get(child.name);
        if (waiter === undefined)
          this.log.relief(child.name, `is back after ${(afterMs / 1000).toFixed(1)} s`);
        waiter?.up();
      },
      gaveUp: (child, how) => {
        const error = this.cannot(
          child,
          `cannot stay up: it failed again and again, the last time with ${how}`,
        );
        this.waiters.get(child.name)?.failed(error);
        this.reportFailure(error);
      },
    };
  }

  private tellWatchdog(): void {
    const { lockFile, childrenFile } = this.layout;
    const children = [...this.watched.values()];
    this.watchdog.tell({ supervisorPid: process.pid, children, lockFile });
    writeWhole(childrenFile, JSON.stringify(children));
  }

  private pidFile(child: Child): string {
    return join(this.layout.run, `${child.name}.pid`);
  }

  private cannot(child: Child, what: string): StackError {
    const tail = child.lastLines().map((line) => `    ${this.log.redacted(line)}`);
    const lines = tail.length === 0 ? '  It wrote nothing.' : `  Its last lines:\n${tail.join('\n')}`;
    return new StackError(
      `${child.name} ${what}.\n${lines}\n  All of its log: ${this.log.fileOf(child.name)}`,
    );
  }
}
