/** Lets at most `width` run at a time; the others wait their turn. */
export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly width: number) {}

  async run<T>(act: () => Promise<T>): Promise<T> {
    if (this.running >= this.width) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
    try {
      return await act();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}
