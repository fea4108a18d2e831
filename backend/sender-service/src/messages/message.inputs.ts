import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, IsUUID, Length } from 'class-validator';
import { LIMITS } from '@converge/domain';
import { CleanText } from '../clean-text.js';

/** A message's content: 1..4,000 characters after trimming. */
export class MessageContent {
  @CleanText()
  @Length(1, LIMITS.contentLength, {
    message: `must have 1 to ${LIMITS.contentLength} characters besides blanks around them`,
  })
  content!: string;
}

@InputType()
export class CreateMessageInput extends MessageContent {
  @Field(() => ID)
  chatId!: string;

  @Field(() => String)
  declare content: string;

  @Field(() => ID, { nullable: true })
  senderId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Idempotency key, a UUID made by the client. The same key with the same content returns the same message, whichever instance it reaches; with other content: CONFLICT.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'must be a UUID' })
  clientMessageId?: string | null;
}

@ArgsType()
export class UpdateMessageArgs extends MessageContent {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  declare content: string;

  @Field(() => ID, { nullable: true })
  userId?: string | null;
}
