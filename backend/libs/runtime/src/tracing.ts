import type { Instance, Tracer } from '@converge/domain';
import type { Logger } from './log.js';

export interface Tracing {
  /** Undefined where no traces are collected: nobody then pays for them. */
  tracer: Tracer | undefined;
  /** Sends what is left. */
  stop(): Promise<void>;
}

/**
 * Collects traces if there is somewhere to send them (OTEL_EXPORTER_OTLP_ENDPOINT); OpenTelemetry's other OTEL_*
 * variables (sampling, headers, resource attributes, batches) hold too. Elsewhere not a line of its SDK is loaded.
 */
export async function startTracing(options: {
  instance: Instance;
  logger: Logger;
  endpoint: string | undefined;
}): Promise<Tracing> {
  const { instance, logger, endpoint } = options;
  if (endpoint === undefined) return { tracer: undefined, stop: () => Promise.resolve() };
  const { collectTraces } = await import('./trace-collection.js');
  return collectTraces(instance, logger, endpoint);
}
