/**
 * What two or more services share of GraphQL: object types, the door (who is asking, limits, errors), the application.
 * Guarantees: identity comes from a verified token alone; an answer shows nothing of the inside; a document is bounded
 * before it is executed; an HTTP Upgrade to any path can't end the process.
 * Never reads Postgres or Redis. Must not import any workspace but domain.
 */
export * from './cleaned.decorator.js';
export * from './context.js';
export * from './contract.js';
export * from './current-caller.decorator.js';
export * from './current-viewer.decorator.js';
export * from './document-limits.js';
export * from './error-format.js';
export * from './graphql-module.js';
export * from './graphql-service.js';
export * from './input.pipe.js';
export * from './instance.resolver.js';
export * from './logger.js';
export * from './schema-text.js';
export * from './token-verifier.js';
export * from './types/chat.type.js';
export * from './types/date-time.scalar.js';
export * from './types/instance.type.js';
export * from './types/message.type.js';
export * from './types/message-read.type.js';
export * from './types/position.type.js';
export * from './types/read-cursor.type.js';
export { requestIdOf } from './request-origin.js';
export type { AnsweredRequest, RequestWatch } from './request-watch.js';
export type { UpgradeHandler } from './upgrade-dispatch.js';
