/**
 * The words and the rules of Converge: shapes, events, errors, limits, ids.
 * Guarantees: pure and the same on every machine. Never does I/O, reads no clock (ids excepted), knows no framework.
 * Must not import any other workspace.
 */
export * from './accounts.js';
export * from './errors.js';
export * from './events.js';
export * from './ids.js';
export * from './limits.js';
export * from './operations.js';
export * from './shapes.js';
export * from './tracing.js';
