import type { Message as MessageShape } from '@converge/domain';
import { Field, HideField, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from './date-time.scalar.js';

/** A resolver answers with domain's Message; isEdited and isDeleted are derived from it (see derived-fields.ts). */
@ObjectType()
export class Message implements MessageShape {
  @Field(() => ID)
  id!: string;

  @Field(() => ID)
  chatId!: string;

  @Field(() => ID)
  senderId!: string;

  @Field(() => String, { nullable: true, description: 'Null once deleted: the tombstone keeps its place.' })
  content!: string | null;

  @Field(() => Int, {
    description: 'Order of the message in its chat: dense, 1-based, assigned once by the server.',
  })
  seq!: number;

  @Field(() => Int, { description: "Position of this message's latest change." })
  revision!: number;

  @Field(() => ID, { nullable: true })
  clientMessageId!: string | null;

  @Field(() => Boolean)
  isEdited?: boolean;

  @Field(() => Boolean)
  isDeleted?: boolean;

  @Field(() => DateTime)
  createdAt!: string;

  @Field(() => DateTime, { nullable: true })
  editedAt!: string | null;

  @HideField()
  deletedAt!: string | null;
}
