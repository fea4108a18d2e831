import type { Chat as ChatShape, ChatType } from '@converge/domain';
import { Field, HideField, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTime } from './date-time.scalar.js';
import { Position } from './position.type.js';

/** The GraphQL enum of domain's ChatType. */
export const ChatTypeEnum: Record<ChatType, ChatType> = { direct: 'direct', group: 'group' };
registerEnumType(ChatTypeEnum, { name: 'ChatType' });

/**
 * A resolver answers with domain's Chat plus `position`. The field `participantIds` is not here: each service gives
 * it with its own `@ResolveField('participantIds', () => [ID])`, so that a chat of a thousand people costs that only
 * where it is asked for.
 */
@ObjectType()
export class Chat implements ChatShape {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => String, { nullable: true })
  description!: string | null;

  @Field(() => ChatTypeEnum)
  chatType!: ChatType;

  @Field(() => Boolean)
  isActive!: boolean;

  @Field(() => DateTime)
  createdAt!: string;

  @Field(() => DateTime)
  updatedAt!: string;

  @Field(() => Int, { description: 'Number of messages ever accepted in this chat; dense, 1-based.' })
  lastSeq!: number;

  @Field(() => Position, { description: 'Place of the latest change of any kind in this chat.' })
  position!: Position;

  @Field(() => ID, { nullable: true, description: 'Who made it; the admin of a group.' })
  createdBy!: string;

  @HideField()
  revision!: number;

  @HideField()
  stateRevision!: number;
}
