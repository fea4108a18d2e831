import { LIMITS, USERNAME_PATTERN } from '@converge/domain';
import { Cleaned } from '@converge/graphql';
import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  IsEmail,
  IsOptional,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

const trimmed = () => Cleaned((value) => (typeof value === 'string' ? value.trim() : value));

const lowered = () => Cleaned((value) => (typeof value === 'string' ? value.trim().toLowerCase() : value));

const IsUsername = () =>
  Matches(USERNAME_PATTERN, { message: 'must be 3 to 32 of a-z, 0-9, dot, hyphen and underscore' });

const IsAddress = () => IsEmail({}, { message: 'must be an e-mail address' });

const length = (min: number, max: number) =>
  Length(min, max, { message: `must have ${min} to ${max} characters` });

const atMost = (max: number) => MaxLength(max, { message: `must have at most ${max} characters` });

@ArgsType()
export class CreateUserArgs {
  @Field(() => String)
  @lowered()
  @IsUsername()
  username!: string;

  @Field(() => String)
  @trimmed()
  @atMost(LIMITS.emailLength)
  @IsAddress()
  email!: string;

  @Field(() => String)
  @trimmed()
  @length(1, LIMITS.displayNameLength)
  displayName!: string;

  @Field(() => String)
  @length(LIMITS.passwordMinLength, LIMITS.passwordMaxLength)
  password!: string;
}

@InputType()
export class UpdateUserInput {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @trimmed()
  @length(1, LIMITS.displayNameLength)
  displayName?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @trimmed()
  @atMost(LIMITS.emailLength)
  @IsAddress()
  email?: string | null;

  @Field(() => String, { nullable: true })
  @IsOptional()
  @length(LIMITS.passwordMinLength, LIMITS.passwordMaxLength)
  password?: string | null;

  @Field(() => String, { nullable: true })
  currentPassword?: string | null;
}

@ArgsType()
export class UsersArgs {
  @Field(() => String, { nullable: true })
  @IsOptional()
  @trimmed()
  @atMost(LIMITS.displayNameLength)
  search?: string | null;

  @Field(() => Int, { nullable: true, defaultValue: 50 })
  @IsOptional()
  @Min(1, { message: 'must be at least 1' })
  @Max(LIMITS.usersPage, { message: `must be at most ${LIMITS.usersPage}` })
  first?: number | null;

  @Field(() => ID, { nullable: true })
  @IsOptional()
  @IsUUID(undefined, { message: 'must be the id of a user' })
  after?: string | null;
}

@ArgsType()
export class UsersByIdsArgs {
  @Field(() => [ID])
  @ArrayMaxSize(LIMITS.usersByIds, { message: `must be at most ${LIMITS.usersByIds} ids` })
  ids!: string[];
}
