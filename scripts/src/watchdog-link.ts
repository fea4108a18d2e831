import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { WatchdogLine } from './watchdog-protocol.js';

/** The supervisor's end of the watchdog: keeps one running and its list fresh. */
export class WatchdogLink {
  private watchdog: ChildProcess | undefined;
  private isDismissed = false;
  private latest: WatchdogLine | undefined;

  start(): void {
    // stdout and stderr ignored: it may outlive us, and must not keep a reader of our output waiting.
    const watchdog = spawn(process.execPath, [join(import.meta.dirname, 'watchdog.js')], {
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.watchdog = watchdog;
    // A broken pipe means that it died; the exit handler below starts another.
    watchdog.stdin.on('error', () => undefined);
    watchdog.once('exit', () => {
      if (!this.isDismissed) setTimeout(() => this.isDismissed || this.start(), 100);
    });
    watchdog.unref();
    if (this.latest !== undefined) this.send(this.latest);
  }

  /** Tells it the whole list: simpler to get right than additions and removals. */
  tell(line: WatchdogLine): void {
    this.latest = line;
    this.send(line);
  }

  /** Everything has ended in order: it goes without touching anything. */
  dismiss(): void {
    this.isDismissed = true;
    this.send({ goodbye: true });
    this.watchdog?.stdin?.end();
  }

  private send(line: WatchdogLine): void {
    this.watchdog?.stdin?.write(`${JSON.stringify(line)}\n`);
  }
}
