/** What Postgres has, asked past everything else. */
export interface Database {
  /** The rows of one statement. */
  all<T>(sql: string, parameters?: unknown[]): Promise<T[]>;
  close(): Promise<void>;
}

/** What a test may do to the processes of a stack, by their names: `sender-1`, `worker-1`, `postgres`, `redis`, `nginx`. */
export interface Controls {
  /** The process id, to see that it was not replaced. Throws while there is none. */
  pidOf(name: string): number;
  /** Kills it; resolves once it is dead. Whoever runs the stack starts it again. */
  kill(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Does this while nobody starts again what dies: however slow the machine is, what was killed stays dead for it. */
  withoutRestarts(run: () => Promise<void>): Promise<void>;
  /** Stops it and its children in their tracks: it keeps its connections and answers nothing. Resolves once they stand still. */
  pause(name: string): Promise<void>;
  /** Lets what is paused go on; resolves once it does. */
  resume(name: string): Promise<void>;
  /** Resolves once it is there (again) and says that it is ready. */
  waitUntilUp(name: string): Promise<void>;
  /** What the stack and its services have written so far. */
  logs(): string;
  database(): Database;
  /** The test is through with it: one of its own ends, one that somebody else runs is left whole. */
  stop(): Promise<void>;
}
