import type { Origin } from '@converge/domain';

/** Of what may be malformed: which request it comes of. */
export function originOf(event: unknown): Partial<Origin> {
  const { origin } = (event ?? {}) as { origin?: unknown };
  const { requestId, traceparent } = (origin ?? {}) as Record<keyof Origin, unknown>;
  return {
    ...(typeof requestId === 'string' && { requestId }),
    ...(typeof traceparent === 'string' && { traceparent }),
  };
}

/** Each once: a request may make many events. */
export function requestIdsOf(events: readonly unknown[]): string[] {
  return distinct(events.map((event) => originOf(event).requestId));
}

export function traceparentsOf(events: readonly unknown[]): string[] {
  return distinct(events.map((event) => originOf(event).traceparent));
}

const distinct = (texts: readonly (string | undefined)[]): string[] => [
  ...new Set(texts.filter((text) => text !== undefined)),
];
