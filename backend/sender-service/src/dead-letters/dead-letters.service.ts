import {
  badUserInput,
  forbidden,
  isAdmin,
  LIMITS,
  type DeadLetterOutcome,
  type Viewer,
} from '@converge/domain';
import type { Caller, EdgeLogger } from '@converge/graphql';
import type { Redrive } from '@converge/redis';

export interface DeadLettersDeps {
  redrive: Redrive;
  logger: EdgeLogger;
}

/**
 * What an operator does with events that could not be stored. Who did it is in the log, one letter at a time: what was
 * done is told even where the next one fails. What people wrote is not.
 */
export class DeadLettersService {
  constructor(private readonly deps: DeadLettersDeps) {}

  async redrive({ viewer, origin }: Caller, ids: string[]): Promise<DeadLetterOutcome> {
    requireAdmin(viewer);
    requireFew(ids);
    const who = { userId: viewer.userId, requestId: origin.requestId };
    return this.deps.redrive.redrive(ids, origin, (letterId, reason) =>
      this.deps.logger.info({ ...who, letterId, reason }, 'a dead letter was redriven'),
    );
  }

  async discard({ viewer, origin }: Caller, ids: string[]): Promise<DeadLetterOutcome> {
    requireAdmin(viewer);
    requireFew(ids);
    const who = { userId: viewer.userId, requestId: origin.requestId };
    return this.deps.redrive.discard(ids, (letterId, reason) =>
      this.deps.logger.warn({ ...who, letterId, reason }, 'a dead letter was discarded'),
    );
  }
}

function requireAdmin(viewer: Viewer): void {
  if (!isAdmin(viewer)) throw forbidden('Only an admin may do this.');
}

function requireFew(ids: string[]): void {
  if (ids.length > LIMITS.deadLetterIds) {
    throw badUserInput({ path: 'ids', message: `at most ${LIMITS.deadLetterIds} at once` });
  }
}
