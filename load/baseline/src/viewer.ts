import { createParamDecorator, UnauthorizedException, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { env } from './env.js';

const keys = createRemoteJWKSet(new URL(env.jwksUrl));
/** Verifying a signature takes 100 us and more; a token that is known costs a look. */
const known = new Map<string, { userId: string; expiresAtMs: number }>();

/** The user of `Bearer <access token>`; null without one. Throws for a token that is not valid. */
export async function viewerOf(authorization: unknown): Promise<string | null> {
  if (typeof authorization !== 'string') return null;
  const token = authorization.replace(/^bearer /i, '');
  const viewer = known.get(token) ?? (await verify(token));
  if (viewer.expiresAtMs <= Date.now()) throw new UnauthorizedException();
  return viewer.userId;
}

async function verify(token: string): Promise<{ userId: string; expiresAtMs: number }> {
  const { payload } = await jwtVerify(token, keys, { issuer: env.jwtIssuer, audience: env.jwtAudience });
  const viewer = { userId: payload.sub!, expiresAtMs: payload.exp! * 1000 };
  known.set(token, viewer);
  return viewer;
}

/** The id of who asks, of a resolver's context; nobody is refused. */
export const Viewer = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  const { viewer } = GqlExecutionContext.create(context).getContext<{ viewer: string | null }>();
  if (viewer === null) throw new UnauthorizedException();
  return viewer;
});
