import type { ErrorCode } from '@converge/domain';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { errorBody } from './error-format.js';
import type { EdgeLogger } from './logger.js';
import type { RequestWatch } from './request-watch.js';

/**
 * What fails before GraphQL sees it (a body too large or not JSON, an unknown path), in the shape of a GraphQL error.
 * Errors of resolvers pass through to the error formatter.
 */
export class EdgeFilter implements ExceptionFilter {
  constructor(
    private readonly logger: EdgeLogger,
    private readonly watch?: RequestWatch,
  ) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() !== 'http') return error;
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    answer(error, reply, this.logger, this.watch);
    return undefined;
  }
}

/** Sends the answer of an error outside of GraphQL's execution. */
export function answer(error: unknown, reply: FastifyReply, logger: EdgeLogger, watch?: RequestWatch): void {
  const status = statusOf(error);
  watch?.refused(codeOf(status));
  const { id } = reply.request;
  if (status >= 500) logger.error({ err: error, requestId: id }, 'an HTTP request failed');
  void reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(errorBody(codeOf(status), messageOf(status), id));
}

function statusOf(error: unknown): number {
  const { statusCode, status } = (error ?? {}) as { statusCode?: unknown; status?: unknown };
  const code = statusCode ?? status;
  return typeof code === 'number' && code >= 400 && code < 600 ? code : 500;
}

function codeOf(status: number): ErrorCode {
  if (status >= 500) return 'INTERNAL_SERVER_ERROR';
  return status === 404 ? 'NOT_FOUND' : 'BAD_USER_INPUT';
}

function messageOf(status: number): string {
  switch (status) {
    case 404:
      return 'There is nothing at this path.';
    case 413:
      return 'The request is too large: at most 64 KiB.';
    case 415:
      return 'Send application/json.';
    default:
      return status < 500 ? 'The request is not well-formed.' : 'Something went wrong on our side.';
  }
}
