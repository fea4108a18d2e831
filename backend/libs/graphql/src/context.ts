import { ApiError, unauthenticated, type Origin, type Viewer } from '@converge/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { originOf } from './request-origin.js';
import type { TokenVerifier } from './token-verifier.js';

/** What resolvers find in the GraphQL context; the WebSocket door makes the same without req and reply. */
export interface GraphqlContext {
  req?: FastifyRequest;
  reply?: FastifyReply;
  origin: Origin;
  viewer: Viewer | null;
  /** Why there is no viewer, when there was a token: thrown where a viewer is needed, and only there. */
  denial?: ApiError;
}

/** Who asks, and by which request. */
export interface Caller {
  viewer: Viewer;
  origin: Origin;
}

/** The viewer, or the error that says why there is none. */
export function viewerOf(context: GraphqlContext): Viewer {
  if (context.viewer) return context.viewer;
  throw context.denial ?? unauthenticated();
}

/** Makes the context of a request; without a promise where the token was met before. */
export type HttpContext = (
  req: FastifyRequest,
  reply: FastifyReply,
) => GraphqlContext | Promise<GraphqlContext>;

/**
 * Makes the context of an HTTP request from `Authorization: Bearer <access token>`. A bad token does not fail the
 * request: `login` and `refreshToken` are for people whose token has expired.
 */
export function httpContext(verifier: TokenVerifier): HttpContext {
  return (req, reply) => {
    const origin = originOf(req);
    const token = bearerToken(req.headers.authorization);
    if (token === undefined) return { req, reply, origin, viewer: null };
    const denied = (error: unknown): GraphqlContext => {
      if (!(error instanceof ApiError)) throw error;
      return { req, reply, origin, viewer: null, denial: error };
    };
    try {
      const viewer = verifier.recall(token);
      if (viewer) return { req, reply, origin, viewer };
    } catch (error) {
      return denied(error);
    }
    return verifier.verify(token).then((viewer) => ({ req, reply, origin, viewer }), denied);
  };
}

/** The token of an Authorization header, or undefined when there is none of the Bearer kind. */
export function bearerToken(header: string | undefined): string | undefined {
  if (!header || header.length < 8 || header.slice(0, 7).toLowerCase() !== 'bearer ') return undefined;
  return header.slice(7).trim() || undefined;
}
