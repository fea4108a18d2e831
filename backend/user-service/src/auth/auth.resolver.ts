import { ApiError } from '@converge/domain';
import type { GraphqlContext } from '@converge/graphql';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { AuthPayload } from './auth.type.js';
import { AuthService, type SignedIn } from './auth.service.js';
import { RefreshCookie } from './refresh-cookie.js';

@Resolver(() => AuthPayload)
export class AuthResolver {
  constructor(
    private readonly auth: AuthService,
    private readonly cookie: RefreshCookie,
  ) {}

  @Mutation(() => AuthPayload)
  async login(
    @Args('username') username: string,
    @Args('password') password: string,
    @Args('cookie', { type: () => Boolean, nullable: true, defaultValue: false }) cookie: boolean | null,
    @Context() context: GraphqlContext,
  ): Promise<AuthPayload> {
    const signedIn = await this.auth.signIn({
      username,
      password,
      address: context.req?.ip ?? '',
      userAgent: context.req?.headers['user-agent'] ?? null,
    });
    return this.payload(signedIn, cookie === true, context);
  }

  @Mutation(() => AuthPayload, {
    description:
      'Rotates: the old refresh token is spent. Presenting a spent one revokes the whole session (theft).',
  })
  async refreshToken(
    @Args('refreshToken', { type: () => String, nullable: true }) given: string | null,
    @Context() context: GraphqlContext,
  ): Promise<AuthPayload> {
    const fromCookie = given ? undefined : this.cookie.read(context);
    const signedIn = await this.orClear(context, () => this.auth.refresh(given ?? fromCookie));
    return this.payload(signedIn, fromCookie !== undefined, context);
  }

  @Mutation(() => Boolean)
  async logout(@Context() context: GraphqlContext): Promise<boolean> {
    const fromCookie = this.cookie.read(context);
    await this.orClear(context, () => this.auth.signOut(context.viewer, fromCookie));
    if (fromCookie !== undefined) this.cookie.clear(context);
    return true;
  }

  /** A cookie of a session that has ended is of no more use: the browser forgets it. */
  private async orClear<T>(context: GraphqlContext, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      const isDead = error instanceof ApiError && error.code === 'UNAUTHENTICATED';
      if (isDead && this.cookie.read(context) !== undefined) this.cookie.clear(context);
      throw error;
    }
  }

  private payload(signedIn: SignedIn, asCookie: boolean, context: GraphqlContext): AuthPayload {
    if (!asCookie) return signedIn;
    this.cookie.set(context, signedIn.refreshToken);
    return { ...signedIn, refreshToken: null };
  }
}
