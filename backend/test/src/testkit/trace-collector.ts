import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CollectedSpan {
  /** `<instance> <name>`, e.g. `sender-2 accept`. */
  what: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string | undefined;
  /** Traces that it came of without being a part of them. */
  linkedTraceIds: string[];
}

/** What an OTLP/HTTP exporter posts as JSON; the part that is looked at. */
interface TracesData {
  resourceSpans: {
    resource: { attributes: { key: string; value: { stringValue?: string } }[] };
    scopeSpans: {
      spans: {
        name: string;
        traceId: string;
        spanId: string;
        parentSpanId?: string;
        links?: { traceId: string }[];
      }[];
    }[];
  }[];
}

/** A collector of OpenTelemetry traces over HTTP that keeps every span it is sent. */
export class TraceCollector {
  readonly spans: CollectedSpan[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TraceCollector> {
    const server = createServer();
    const collector = new TraceCollector(server);
    server.on('request', (request: IncomingMessage, response) => {
      let body = '';
      request.on('data', (data) => (body += String(data)));
      request.on('end', () => {
        if (request.url === '/v1/traces') collector.keep(JSON.parse(body) as TracesData);
        response.setHeader('content-type', 'application/json').end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  ofTrace(traceId: string): CollectedSpan[] {
    return this.spans.filter((span) => span.traceId === traceId);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private keep({ resourceSpans }: TracesData): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      const instance = resource.attributes.find(({ key }) => key === 'service.instance.id')?.value
        .stringValue;
      for (const { name, traceId, spanId, parentSpanId, links = [] } of scopeSpans.flatMap(
        (each) => each.spans,
      )) {
        const linkedTraceIds = links.map((link) => link.traceId);
        this.spans.push({ what: `${instance} ${name}`, traceId, spanId, parentSpanId, linkedTraceIds });
      }
    }
  }
}
