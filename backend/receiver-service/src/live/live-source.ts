/** Where a subscription's values go. None of it waits. */
export interface Sink {
  /** The same object passed to many sinks is executed and serialised once for all who asked the same. */
  push(value: object): void;
  complete(): void;
  fail(error: unknown): void;
  /** Resolves when the reader has taken most of what was sent. */
  drained(): Promise<void>;
}

/**
 * What a subscription field's resolver answers: pushes into a sink instead of being pulled. It has an async iterator
 * only because graphql-js asks for one to tell a stream from an error; nobody iterates over it.
 */
export abstract class LiveSource implements AsyncIterable<never> {
  constructor(
    /** The subscription field whose value the pushed objects are. */
    readonly field: string,
  ) {}

  /** Begins to push. Called once, or never if the subscriber has left meanwhile. */
  abstract open(sink: Sink): void;

  /** Pushes nothing more. May be called at any time and more than once. */
  abstract close(): void;

  [Symbol.asyncIterator](): AsyncIterator<never> {
    throw new Error('a live source pushes; it cannot be iterated over');
  }
}
