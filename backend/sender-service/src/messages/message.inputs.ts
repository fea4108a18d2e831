import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, Matches } from 'class-validator';
import { HasCharacters } from '../has-characters.js';
import { LIMITS } from '@converge/domain';
import { Cleaned } from '@converge/graphql';
import { CleanText } from '../clean-text.js';

/** Of any version, also none: a key is opaque. */
const UUID_SHAPE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A message's content: 1..4,000 characters after trimming. */
export class MessageContent {
  @CleanText()
  @HasCharacters(1, LIMITS.contentLength)
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
  @Cleaned((value) => (typeof value === 'string' ? value.toLowerCase() : value))
  @Matches(UUID_SHAPE, { message: 'must be a UUID' })
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
