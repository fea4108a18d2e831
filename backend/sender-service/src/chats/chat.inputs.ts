import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, IsUUID, Length } from 'class-validator';
import { LIMITS, type ChatType } from '@converge/domain';
import { ChatTypeEnum } from '@converge/graphql';
import { CleanText } from '../clean-text.js';
import { HasCharacters } from '../has-characters.js';

@InputType()
export class UpdateChatInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @CleanText()
  @HasCharacters(1, LIMITS.chatNameLength)
  name?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @CleanText()
  @HasCharacters(0, LIMITS.chatDescriptionLength)
  description?: string | null;
}

@InputType()
export class CreateChatInput extends UpdateChatInput {
  @Field(() => ChatTypeEnum, { nullable: true, defaultValue: 'group' })
  chatType?: ChatType | null;

  @Field(() => [ID], {
    description:
      'The caller is always a participant. direct: exactly one other; asking again returns the chat that exists.',
  })
  @ArrayMaxSize(LIMITS.participants, { message: `a group has at most ${LIMITS.participants} people` })
  @IsUUID('all', { each: true, message: 'each must be the id of a user' })
  participantIds!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'Idempotency key: the same key from the same user returns the same chat.',
  })
  @IsOptional()
  @Length(1, 100, { message: 'must have 1 to 100 characters' })
  clientChatId?: string | null;
}
