import type { Logger } from './log.js';

interface Step {
  name: string;
  stop: () => unknown;
}

/**
 * The ordered end of a process. Each part that has been started is added with how to stop it; at the end they are
 * stopped one after the other, last started first. A step that fails is logged and does not keep the others from
 * stopping; past the deadline the process ends with exit code 1 whatever still hangs.
 */
export class Shutdown {
  private readonly steps: Step[] = [];
  private running: Promise<void> | undefined;

  constructor(
    private readonly options: {
      logger: Logger;
      deadlineMs: number;
      /** How the process ends; passed in so that a test can watch it. */
      exit?: (code: number) => void;
    },
  ) {}

  add(name: string, stop: () => unknown): this {
    this.steps.push({ name, stop });
    return this;
  }

  /** SIGTERM and SIGINT end in order; so does an error nobody caught, with exit code 1. */
  listen(): this {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void this.run(signal));
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => {
        this.options.logger.fatal({ err: error }, event);
        void this.run(event, 1);
      });
    }
    return this;
  }

  /** Runs once, however often it is called. */
  run(reason: string, exitCode = 0): Promise<void> {
    this.running ??= this.stopAll(reason, exitCode);
    return this.running;
  }

  private async stopAll(reason: string, exitCode: number): Promise<void> {
    const { logger, deadlineMs } = this.options;
    const exit = this.options.exit ?? ((code: number) => process.exit(code));
    logger.info({ reason }, 'stopping');
    let current = '';
    const timer = setTimeout(() => {
      logger.error({ step: current, deadlineMs }, 'the deadline passed before everything had stopped');
      exit(1);
    }, deadlineMs);
    let failed = false;
    for (const { name, stop } of this.steps.toReversed()) {
      current = name;
      try {
        await stop();
      } catch (error) {
        failed = true;
        logger.error({ err: error, step: name }, 'a step of stopping failed');
      }
    }
    clearTimeout(timer);
    logger.info('stopped');
    exit(exitCode || (failed ? 1 : 0));
  }
}
