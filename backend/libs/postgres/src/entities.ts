import { ChatEntity } from './chats/entity.js';
import { MessageEntity, MessageReadEntity } from './messages/entity.js';
import { ParticipantEntity } from './participants/entity.js';

/** Every table as TypeORM knows it; a test compares them with what the migrations made. */
export const ENTITIES = [ChatEntity, ParticipantEntity, MessageEntity, MessageReadEntity];
