/**
 * What being a process takes: configuration, log, metrics, probes (at /probes: they bring Nest, which an errand does not
 * need), an ordered end.
 * Guarantees: a wrong configuration is told whole and at once; no secret and no message text reaches a log line;
 * what was started last is stopped first, within the deadline.
 * Never touches Postgres, Redis or GraphQL. Must not import any workspace but domain.
 */
export { Clock, Clocks, WAIT_BOUNDS_S } from './clock.js';
export * from './env-fields.js';
export * from './env.js';
export * from './instance.js';
export * from './instance-number.js';
export * from './instance-report.js';
export * from './log.js';
export * from './metrics.js';
export * from './probe-server.js';
export * from './requests.js';
export * from './shutdown.js';
export { Tally } from './tally.js';
export * from './tracing.js';
