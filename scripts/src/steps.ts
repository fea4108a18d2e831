import pc from 'picocolors';

/** Tells each step when it is done, with how long it took. */
export class Steps {
  private readonly startedAt = Date.now();

  constructor(private readonly say: (text: string) => void) {}

  /** Runs a step; its line comes when it has succeeded, a failure is told by whoever catches it. */
  async step<T>(what: string, run: (progress: (text: string) => void) => Promise<T> | T): Promise<T> {
    const startedAt = Date.now();
    const result = await run((text) => this.say(`  ${pc.dim('…')} ${text}`));
    this.say(`  ${pc.green('✔')} ${what} ${pc.dim(seconds(Date.now() - startedAt))}`);
    return result;
  }

  /** Since the first step. */
  total(): string {
    return seconds(Date.now() - this.startedAt);
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
