import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTime } from '@converge/graphql';

@ObjectType()
export class MessageReadUser {
  @Field(() => ID)
  userId!: string;

  @Field(() => DateTime)
  readAt!: string;
}

@ObjectType()
export class MessageReadStatus {
  @Field(() => ID)
  messageId!: string;

  @Field(() => Int, { description: 'Participants other than the author.' })
  totalParticipants!: number;

  @Field(() => Int)
  readByCount!: number;

  @Field(() => Boolean)
  isFullyRead!: boolean;

  @Field(() => [MessageReadUser])
  readByUsers!: MessageReadUser[];
}

@ObjectType()
export class MessageReadUpdate {
  @Field(() => ID)
  messageId!: string;

  @Field(() => ID)
  userId!: string;

  @Field(() => DateTime)
  readAt!: string;
}

@ObjectType()
export class UnreadCount {
  @Field(() => ID)
  chatId!: string;

  @Field(() => ID)
  userId!: string;

  @Field(() => Int)
  unreadCount!: number;

  @Field(() => Int)
  lastReadSeq!: number;
}
