import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from './date-time.scalar.js';

@ObjectType()
export class MessageRead {
  @Field(() => ID)
  messageId!: string;

  @Field(() => ID)
  chatId!: string;

  @Field(() => ID)
  userId!: string;

  @Field(() => Int)
  seq!: number;

  @Field(() => DateTime)
  readAt!: string;
}
