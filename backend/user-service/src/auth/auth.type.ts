import { DateTime } from '@converge/graphql';
import { Field, ObjectType } from '@nestjs/graphql';
import { User } from '../users/user.type.js';

@ObjectType()
export class AuthPayload {
  @Field(() => String, {
    description:
      'JWT, 15 minutes, signed with an asymmetric key; the other services hold the public half only.',
  })
  accessToken!: string;

  @Field(() => DateTime)
  accessTokenExpiresAt!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Opaque, 7 days, single use. Null for a browser, which gets it as an httpOnly SameSite=Strict cookie instead.',
  })
  refreshToken!: string | null;

  @Field(() => User)
  user!: User;
}
