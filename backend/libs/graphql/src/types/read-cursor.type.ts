import type { ReadCursor as ReadCursorShape } from '@converge/domain';
import { Field, HideField, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from './date-time.scalar.js';

/** A resolver answers with domain's ReadCursor plus `unreadCount`. */
@ObjectType({ description: 'How far a user has read a chat. Only ever rises.' })
export class ReadCursor implements ReadCursorShape {
  @Field(() => ID)
  chatId!: string;

  @Field(() => ID)
  userId!: string;

  @Field(() => Int)
  lastReadSeq!: number;

  @Field(() => DateTime)
  readAt!: string;

  @Field(() => Int)
  unreadCount!: number;

  @HideField()
  revision!: number;
}
