import type { Instance, SpanOptions, Tracer, TraceSpan } from '@converge/domain';
import {
  diag,
  DiagLogLevel,
  isSpanContextValid,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Link,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Logger } from './log.js';

/** As many as a span keeps by default. */
const MOST_LINKS = 128;
/** A collector that does not answer must not use up the time to stop. */
const FLUSH_MS = 2_000;

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

/** Loaded only where traces are collected. The exporter and the sampler read their other OTEL_* variables themselves. */
export function collectTraces(
  instance: Instance,
  logger: Logger,
  endpoint: string,
): { tracer: Tracer; stop(): Promise<void> } {
  const heard = (message: string) => logger.warn({ what: message }, 'traces');
  const ignore = () => undefined;
  const listener = { error: heard, warn: heard, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(listener, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new BasicTracerProvider({
    resource: resourceOf(instance),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  return { tracer: tracerOf(provider, instance), stop: () => flush(provider, logger) };
}

function resourceOf({ service, id, version }: Instance) {
  const own = resourceFromAttributes({
    'service.namespace': 'converge',
    'service.name': `converge-${service}`,
    'service.instance.id': id,
    'service.version': version,
  });
  return defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }));
}

function tracerOf(provider: BasicTracerProvider, { version }: Instance): Tracer {
  const tracer = provider.getTracer('converge', version);
  return {
    start(name: string, options: SpanOptions = {}): TraceSpan {
      const { kind, parent, links = [], attributes = {}, startMs } = options;
      const above = parent === undefined ? undefined : spanContextOf(parent);
      const context = above ? trace.setSpanContext(ROOT_CONTEXT, above) : ROOT_CONTEXT;
      const span = tracer.startSpan(
        name,
        {
          kind: kind ? KINDS[kind] : SpanKind.INTERNAL,
          attributes,
          links: linksOf(links),
          ...(startMs !== undefined && { startTime: startMs }),
        },
        context,
      );
      return new OpenSpan(span);
    },
  };
}

class OpenSpan implements TraceSpan {
  readonly traceparent: string;

  constructor(private readonly span: Span) {
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  }

  rename(name: string): void {
    this.span.updateName(name);
  }

  set(attributes: Readonly<Record<string, string | number>>): void {
    this.span.setAttributes(attributes);
  }

  end(error?: unknown): void {
    // Its kind only: what Postgres says of a row may repeat the row.
    if (error !== undefined) this.span.setStatus({ code: SpanStatusCode.ERROR, message: kindOf(error) });
    this.span.end();
  }
}

function kindOf(error: unknown): string {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return [name, code].filter((part) => typeof part === 'string').join(' ') || 'failed';
}

/** W3C Trace Context: version, trace, span, flags; a later version may say more after them. */
const TRACEPARENT = /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:-|$)/;

function spanContextOf(traceparent: string): SpanContext | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  const context = { traceId, spanId, traceFlags: parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(context) ? context : undefined;
}

function linksOf(traceparents: Iterable<string | undefined>): Link[] {
  const links = new Map<string, Link>();
  for (const traceparent of traceparents) {
    if (links.size === MOST_LINKS) break;
    if (traceparent === undefined || links.has(traceparent)) continue;
    const context = spanContextOf(traceparent);
    if (context) links.set(traceparent, { context });
  }
  return [...links.values()];
}

async function flush(provider: BasicTracerProvider, logger: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => (timer = setTimeout(resolve, FLUSH_MS)));
  const failed = (error: unknown) => logger.warn({ err: error }, 'the last traces were not sent');
  await Promise.race([provider.shutdown().catch(failed), deadline]);
  clearTimeout(timer);
}
