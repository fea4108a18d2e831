interface Waiting<V> {
  resolve: (value: V | undefined) => void;
  reject: (error: unknown) => void;
}

/** Collects the keys asked for in one turn of the event loop and loads them together. */
export class Batch<V> {
  private waiting = new Map<string, Waiting<V>[]>();

  constructor(private readonly loadAll: (keys: string[]) => Promise<Map<string, V>>) {}

  /** undefined where nothing was found. */
  load(key: string): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      if (this.waiting.size === 0) setImmediate(() => void this.flush());
      const others = this.waiting.get(key);
      if (others) others.push({ resolve, reject });
      else this.waiting.set(key, [{ resolve, reject }]);
    });
  }

  private async flush(): Promise<void> {
    const { waiting } = this;
    this.waiting = new Map();
    try {
      const found = await this.loadAll([...waiting.keys()]);
      for (const [key, all] of waiting) for (const { resolve } of all) resolve(found.get(key));
    } catch (error) {
      for (const all of waiting.values()) for (const { reject } of all) reject(error);
    }
  }
}
