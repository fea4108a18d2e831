interface Waiting<V> {
  resolve: (value: V | undefined) => void;
  reject: (error: unknown) => void;
}

export interface BatchOptions {
  /** The shortest time between two loads: who comes alone is loaded at once, who comes in a crowd together. */
  restMs?: number;
  /** Keys loaded together, at most. */
  size?: number;
}

/** Collects the keys asked for at about the same time and loads them together. What is asked later is loaded later. */
export class Batch<V> {
  private waiting = new Map<string, Waiting<V>[]>();
  private loadedAtMs = -Infinity;

  constructor(
    private readonly loadAll: (keys: string[]) => Promise<Map<string, V>>,
    private readonly options: BatchOptions = {},
  ) {}

  /** undefined where nothing was found. */
  load(key: string): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      if (this.waiting.size === 0) this.plan();
      const others = this.waiting.get(key);
      if (others) others.push({ resolve, reject });
      else this.waiting.set(key, [{ resolve, reject }]);
    });
  }

  private plan(): void {
    const { restMs = 0 } = this.options;
    const waitMs = this.loadedAtMs + restMs - performance.now();
    if (waitMs > 0) setTimeout(() => this.flush(), waitMs);
    // Not at once: what else this turn of the event loop asks for goes along.
    else setImmediate(() => this.flush());
  }

  private flush(): void {
    const all = [...this.waiting];
    this.waiting = new Map();
    this.loadedAtMs = performance.now();
    const { size = all.length } = this.options;
    for (let from = 0; from < all.length; from += size) void this.run(all.slice(from, from + size));
  }

  private async run(part: [string, Waiting<V>[]][]): Promise<void> {
    try {
      const found = await this.loadAll(part.map(([key]) => key));
      for (const [key, all] of part) for (const { resolve } of all) resolve(found.get(key));
    } catch (error) {
      for (const [, all] of part) for (const { reject } of all) reject(error);
    }
  }
}
