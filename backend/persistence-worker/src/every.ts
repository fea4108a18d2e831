/** Something that runs now and then. */
export interface Loop {
  start(): void;
  /** Waits for a run under way. */
  stop(): Promise<void>;
}

/** Runs `work` every `pauseMs`, counted from the end of the last run; a run that fails is heard of and followed by the next. */
export function every(pauseMs: number, work: () => Promise<void>, onError: (error: unknown) => void): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  function schedule(): void {
    if (stopped) return;
    timer = setTimeout(() => {
      running = work().catch(onError).then(schedule);
    }, pauseMs);
  }

  return {
    start: schedule,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
