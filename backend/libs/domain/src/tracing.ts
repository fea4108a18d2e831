/**
 * What the libraries need of tracing; runtime makes one where traces are collected. Elsewhere there is none, and a seam
 * costs a look at an undefined. A span names its parent itself: nothing is handed on behind the back of the code.
 */
export interface Tracer {
  /** Begins a span; whoever begins it ends it. */
  start(name: string, options?: SpanOptions): TraceSpan;
}

export interface SpanOptions {
  /** Which side of a conversation this is; default: neither. */
  kind?: 'server' | 'client' | 'producer' | 'consumer';
  /** The span it belongs to, as `TraceSpan.traceparent` or a header says it; what is no such text counts as none. */
  parent?: string | undefined;
  /** Spans that it came of without being a part of them. Each is named once, and no more than 128. */
  links?: Iterable<string | undefined>;
  /** Never a secret, never the text of a message. */
  attributes?: Readonly<Record<string, string | number>>;
  /** When it began, in epoch milliseconds; default: now. */
  startMs?: number;
}

export interface TraceSpan {
  /** For the spans that belong to it, here and in other processes. */
  readonly traceparent: string;
  rename(name: string): void;
  set(attributes: Readonly<Record<string, string | number>>): void;
  /** With an error the span is marked as failed. */
  end(error?: unknown): void;
}

/** Runs `work` within a span of its own; without a tracer it only runs. */
export async function traced<T>(
  tracer: Tracer | undefined,
  name: string,
  options: SpanOptions,
  work: () => Promise<T>,
): Promise<T> {
  if (!tracer) return work();
  const span = tracer.start(name, options);
  try {
    const result = await work();
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}
