import { LANES, type Lane } from '@converge/domain';
import { ensureConnected, type createDataSource } from '@converge/postgres';
import { checkWritable, type readBacklog, type Redis } from '@converge/redis';
import type { Told } from '@converge/runtime/probes';
import type { Circuit } from './circuit.js';
import { ageSeconds } from './worker-metrics.js';

/** What a worker's readiness is made of. Nothing is routed to a worker: to be unready is a sign, and no more. */
export function createWorkerChecks(seen: {
  redis: Redis;
  queueRedis: Redis;
  dataSource: ReturnType<typeof createDataSource>;
  circuit: Circuit;
  backlog: (lane: Lane) => ReturnType<typeof readBacklog>;
  /** A job that waits for longer is a sign that the worker does not keep up. */
  backlogLimitMs: number;
}) {
  return {
    redis: () => checkWritable(seen.redis),
    queue: () => checkWritable(seen.queueRedis),
    /** An idle worker's circuit does not know of an outage. */
    postgres: async () => (await ensureConnected(seen.dataSource)).query('SELECT 1'),
    circuit(): Told {
      const state = seen.circuit.state();
      if (state !== 'closed') throw new Error(`the circuit to Postgres is ${state}`);
      return { message: state };
    },
    async backlog(): Promise<Told> {
      const backlogs = await Promise.all(LANES.map((lane) => seen.backlog(lane)));
      const oldest = Math.max(...backlogs.map(({ oldestMs }) => ageSeconds(oldestMs)));
      const message = `the oldest job is ${oldest.toFixed(1)} s old`;
      if (oldest * 1000 > seen.backlogLimitMs) throw new Error(message);
      return { message };
    },
  };
}
