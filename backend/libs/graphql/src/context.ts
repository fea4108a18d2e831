import { ApiError, unauthenticated, type Viewer } from '@converge/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TokenVerifier } from './token-verifier.js';

/** What resolvers find in the GraphQL context; the WebSocket door makes the same without req and reply. */
export interface GraphqlContext {
  req?: FastifyRequest;
  reply?: FastifyReply;
  viewer: Viewer | null;
  /** Why there is no viewer, when there was a token: thrown where a viewer is needed, and only there. */
  denial?: ApiError;
}

/** The viewer, or the error that says why there is none. */
export function viewerOf(context: GraphqlContext): Viewer {
  if (context.viewer) return context.viewer;
  throw context.denial ?? unauthenticated();
}

/**
 * Makes the context of an HTTP request from `Authorization: Bearer <access token>`. A bad token does not fail the
 * request: `login` and `refreshToken` are for people whose token has expired.
 */
export function httpContext(verifier: TokenVerifier) {
  return async (req: FastifyRequest, reply: FastifyReply): Promise<GraphqlContext> => {
    const token = bearerToken(req.headers.authorization);
    if (token === undefined) return { req, reply, viewer: null };
    try {
      return { req, reply, viewer: verifier.recall(token) ?? (await verifier.verify(token)) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { req, reply, viewer: null, denial: error };
    }
  };
}

/** The token of an Authorization header, or undefined when there is none of the Bearer kind. */
export function bearerToken(header: string | undefined): string | undefined {
  if (!header || header.length < 8 || header.slice(0, 7).toLowerCase() !== 'bearer ') return undefined;
  return header.slice(7).trim() || undefined;
}
