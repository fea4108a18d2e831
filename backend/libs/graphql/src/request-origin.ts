import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Origin, Tracer, TraceSpan } from '@converge/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Only while traces are collected. */
    span?: TraceSpan | undefined;
  }
}

const REQUEST_ID = /^[\w.-]{8,64}$/;
const OPERATION_NAME = /^\w{1,64}$/;

/** The id under which a request is in every log: the one it brings, as nginx gives it one, else a new one. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/** What the events of a request say of it. */
export function originOf({ id, span }: FastifyRequest): Origin {
  return span ? { requestId: id, traceparent: span.traceparent } : { requestId: id };
}

/**
 * From now on each GraphQL request is a trace of its own, linked with the one that its `traceparent` names. Not a part of
 * that: a stranger would decide then what is collected, and add to the traces of others.
 */
export function traceRequests(fastify: FastifyInstance, path: string, tracer: Tracer): void {
  fastify.decorateRequest('span', undefined);
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.routeOptions.url === path) request.span = begin(tracer, request);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { span } = request;
    const name = operationName(request.body);
    if (name !== undefined) span?.rename(name);
    span?.set({ 'http.response.status_code': reply.statusCode });
    span?.end();
    done();
  });
}

function begin(tracer: Tracer, { method, headers, id, routeOptions }: FastifyRequest): TraceSpan {
  const { traceparent } = headers;
  return tracer.start(`${method} ${routeOptions.url}`, {
    kind: 'server',
    links: typeof traceparent === 'string' ? [traceparent] : [],
    attributes: { 'http.request.method': method, 'http.route': routeOptions.url ?? '', 'request.id': id },
  });
}

/** The name the client gave its operation. */
function operationName(body: unknown): string | undefined {
  const { operationName: name } = (body ?? {}) as { operationName?: unknown };
  return typeof name === 'string' && OPERATION_NAME.test(name) ? name : undefined;
}
