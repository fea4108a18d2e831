import { Redis, type Command } from 'ioredis';

/** How long a command may go unanswered. */
const COMMAND_TIMEOUT_MS = 5000;

/**
 * A connection that sends its commands in batches: what comes while one batch is under way leaves as the next, in one
 * write, and a batch has one timer. ioredis' own auto-pipelining and command timeout do the same at half as much again:
 * two more promises a command, and a timer each.
 */
export class CommandConnection extends Redis {
  private batch: Command[] = [];
  private isUnderWay = false;

  override sendCommand(...[command, stream]: Parameters<Redis['sendCommand']>): unknown {
    if (this.batch.length === 0) {
      this.stream?.cork();
      // Not at once: what else this turn of the event loop brings goes along.
      if (!this.isUnderWay) setImmediate(() => this.flush());
    }
    this.batch.push(command);
    return super.sendCommand(command, stream);
  }

  private flush(): void {
    const { batch } = this;
    if (this.isUnderWay || batch.length === 0) return;
    this.batch = [];
    this.isUnderWay = true;
    this.stream?.uncork();
    const timer = setTimeout(() => {
      for (const command of batch) command.reject(new Error('Command timed out'));
    }, COMMAND_TIMEOUT_MS);
    // Answers come in the order of the commands: with the last, all are there.
    const answered = () => {
      clearTimeout(timer);
      this.isUnderWay = false;
      this.flush();
    };
    batch.at(-1)!.promise.then(answered, answered);
  }
}
