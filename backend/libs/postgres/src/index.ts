/**
 * All SQL of Converge: the DataSource, the tables' shapes, migrations; reads in `@converge/postgres/reads`, writes
 * in `@converge/postgres/writes`.
 * Guarantees: instants come back as ISO strings; storing events ends in the same rows whatever their order,
 * repeats and batches; errors tell whether waiting helps.
 * Never decides who may do what, never synchronises a schema. Must not import another library but domain; alone
 * imports typeorm and pg.
 */
export * from './data-source.js';
export * from './entities.js';
export * from './refusal.js';
export * from './transient.js';
export { ChatEntity } from './chats/entity.js';
export { MessageEntity, MessageReadEntity } from './messages/entity.js';
export { ParticipantEntity } from './participants/entity.js';
