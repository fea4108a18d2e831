import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { ArrayMaxSize, IsUUID, Length } from 'class-validator';

@ObjectType('Chat')
export class ChatType {
  @Field(() => ID) id!: string;
}

@ObjectType('Message')
export class MessageType {
  @Field(() => ID) id!: string;
  @Field(() => ID) chatId!: string;
  @Field(() => ID) senderId!: string;
  @Field() content!: string;
  @Field() createdAt!: Date;
}

@InputType()
export class CreateChatInput {
  /** The caller is always one of them. */
  @Field(() => [ID]) @IsUUID(undefined, { each: true }) @ArrayMaxSize(1000) participantIds!: string[];
}

@InputType()
export class CreateMessageInput {
  @Field(() => ID) @IsUUID() chatId!: string;
  @Field() @Length(1, 4000) content!: string;
}
