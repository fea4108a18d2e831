import { badUserInput, forbidden, isAdmin, LIMITS, type Viewer } from '@converge/domain';
import type { Epoch, QueueReads, Registry } from '@converge/redis';
import { instanceReport, type DeadLetterPage, type Operations } from './operations.types.js';

export interface OperationsDeps {
  registry: Pick<Registry, 'look'>;
  queues: QueueReads;
  epoch: Epoch;
}

/** What an operator looks at. Redis knows all of it: while it is away the answer is UNAVAILABLE. */
export class OperationsService {
  constructor(private readonly deps: OperationsDeps) {}

  async operations(viewer: Viewer): Promise<Operations> {
    requireAdmin(viewer);
    const { registry, queues, epoch } = this.deps;
    const [{ at, instances }, lanes, deadLetterCount, epochName] = await Promise.all([
      registry.look(),
      queues.lanes(),
      queues.deadLetterCount(),
      epoch.current(),
    ]);
    return { at, epoch: epochName, instances: instances.map(instanceReport), lanes, deadLetterCount };
  }

  async deadLetters(viewer: Viewer, first: number, after: string | null): Promise<DeadLetterPage> {
    requireAdmin(viewer);
    if (first < 1 || first > LIMITS.deadLettersPage) {
      throw badUserInput({ path: 'first', message: `must be 1 to ${LIMITS.deadLettersPage}` });
    }
    return this.deps.queues.deadLetters(first, after);
  }
}

function requireAdmin(viewer: Viewer): void {
  if (!isAdmin(viewer)) throw forbidden('Only an admin may look at this.');
}
