interface Waiting<V> {
  resolve: (value: V | undefined) => void;
  reject: (error: unknown) => void;
}

export interface BatchOptions {
  /** Keys are collected for so long; 0: in one turn of the event loop. */
  gatherMs?: number;
  /** Keys loaded together, at most. */
  size?: number;
}

/** Collects the keys asked for at about the same time and loads them together. What is asked later is loaded later. */
export class Batch<V> {
  private waiting = new Map<string, Waiting<V>[]>();

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
    const { gatherMs = 0 } = this.options;
    if (gatherMs > 0) setTimeout(() => this.flush(), gatherMs);
    else setImmediate(() => this.flush());
  }

  private flush(): void {
    const all = [...this.waiting];
    this.waiting = new Map();
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
