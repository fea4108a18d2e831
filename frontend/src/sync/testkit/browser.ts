import type { TabChannel } from '../tab-channel';

interface Request {
  grant(): Promise<unknown>;
  settle(outcome: Promise<unknown>): void;
}

/** What the tabs of one browser share, for tests: locks that can be stolen, and channels. */
export function createBrowser() {
  const queue: Request[] = [];
  let holder: { request: Request; steal(): void } | null = null;

  function next(): void {
    const request = holder ? undefined : queue.shift();
    if (!request) return;
    const stolen = new Promise<never>((_, reject) => {
      holder = { request, steal: () => reject(new DOMException('Stolen.', 'AbortError')) };
    });
    const held = request.grant().finally(() => {
      if (holder?.request !== request) return;
      holder = null;
      next();
    });
    request.settle(Promise.race([held, stolen]));
  }

  const locks = {
    request(_name: string, options: LockOptions, callback: () => Promise<unknown>): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const request = {
          grant: callback,
          settle: (outcome: Promise<unknown>) => outcome.then(resolve, reject),
        };
        options.signal?.addEventListener('abort', () => {
          const index = queue.indexOf(request);
          if (index < 0) return;
          queue.splice(index, 1);
          reject(new DOMException('Not wanted any more.', 'AbortError'));
        });
        if (options.steal) {
          holder?.steal();
          holder = null;
          queue.unshift(request);
        } else queue.push(request);
        queueMicrotask(next);
      });
    },
  } as unknown as LockManager;

  /** A channel of its own; each call to the function that it answers is another tab's end of it. */
  function channels<News>(): () => TabChannel<News> {
    const listeners = new Map<object, (news: News) => void>();
    return () => {
      const self = {};
      return {
        tell: (news) => {
          for (const [tab, listener] of listeners) if (tab !== self) queueMicrotask(() => listener(news));
        },
        listen: (listener) => void listeners.set(self, listener),
        close: () => void listeners.delete(self),
      };
    };
  }

  return { locks, channels };
}
